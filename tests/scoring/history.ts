import type { BehaviorFact } from '#server/scoring/behavior.ts'

/** The moment tests score at: 22 November 2026, noon UTC. */
export const NOW = Date.UTC(2026, 10, 22, 12)
const DAY = 86_400_000

/** Acts as tables write them: `days` before now. */
export type WrittenAct = Omit<BehaviorFact, 'at' | 'id' | 'path'> & {
  readonly id?: string
  readonly path?: string
  readonly days: number
}

export function daysAgo(days: number): number {
  return NOW - days * DAY
}

/** Acts of a table as the server hands them over. */
export function toEvents(acts: readonly WrittenAct[]): BehaviorFact[] {
  return acts.map(({ days, ...act }, index) => ({ id: `act-${index}`, path: '/', ...act, at: daysAgo(days) }))
}
