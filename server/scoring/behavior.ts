/** What a visitor can do that rules may look at. `demo_requested` is written by the server for a completed demo request. */
export const BEHAVIOR_TYPES = ['page_viewed', 'downloaded', 'custom', 'demo_requested'] as const
export type BehaviorType = (typeof BEHAVIOR_TYPES)[number]

/** One act of a visitor. `at` in milliseconds since 1970, `path` of the page it happened on, `seconds` spent there. */
export interface BehaviorFact {
  readonly id: string
  readonly type: BehaviorType
  readonly path: string
  readonly name?: string
  readonly file?: string
  readonly title?: string
  readonly seconds?: number
  readonly at: number
}

/** Each act once, none later than `at` (a visitor's clock may run ahead), oldest first. The order given does not matter. */
export function pastBehavior(events: readonly BehaviorFact[], at: number): BehaviorFact[] {
  const sorted = events.map(event => (event.at > at ? { ...event, at } : event)).sort(earlierFirst)
  const seen = new Set<string>()
  return sorted.filter(event => !seen.has(event.id) && seen.add(event.id))
}

/** By time, then by what they say, so that two reports under one id always lose the same one. */
function earlierFirst(a: BehaviorFact, b: BehaviorFact): number {
  return a.at - b.at || compareText(sortKey(a), sortKey(b))
}

function sortKey(event: BehaviorFact): string {
  return JSON.stringify([event.id, event.type, event.path, event.name, event.file, event.title, event.seconds])
}

/** By code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
