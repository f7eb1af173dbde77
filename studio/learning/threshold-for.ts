import type { LearningReport } from '#server/http/api-type.ts'

export type Line = LearningReport['thresholds']['now'][number]

/**
 * The lowest score from which on no more leads a week come than the team can take; leads of one score stay together.
 * Null when even the best score brings too many. `lines` come with rising scores.
 */
export function thresholdFor(lines: readonly Line[], leadsPerWeek: number): Line | null {
  return lines.find(line => line.perWeek <= leadsPerWeek) ?? null
}

/** What the threshold stands for now: the first line at or above it. */
export function lineAt(lines: readonly Line[], score: number): Line | null {
  return lines.find(line => line.score >= score) ?? null
}
