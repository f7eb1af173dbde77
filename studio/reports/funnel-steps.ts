import type { FunnelCounts } from '#server/http/api-type.ts'

export interface FunnelStep {
  readonly id: keyof FunnelCounts
  readonly label: string
  readonly visitors: number
  /** Share of the first step, 0–1. */
  readonly share: number
  /** Share of the step before, 0–1; null for the first, and when there was nobody. */
  readonly kept: number | null
}

const LABELS: readonly (readonly [keyof FunnelCounts, string])[] = [
  ['exposed', 'Saw it'],
  ['started', 'Started'],
  ['completed', 'Completed'],
  ['qualified', 'Qualified'],
  ['accepted', 'Accepted by sales'],
]

/** The steps of the funnel with what is left at each. */
export function funnelSteps(total: FunnelCounts): FunnelStep[] {
  return LABELS.map(([id, label], index) => {
    const visitors = total[id]
    const before = index > 0 ? total[LABELS[index - 1]?.[0] ?? 'exposed'] : 0
    return {
      id,
      label,
      visitors,
      share: total.exposed > 0 ? visitors / total.exposed : 0,
      kept: before > 0 ? visitors / before : null,
    }
  })
}
