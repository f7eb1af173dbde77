import type { LeadTable } from '../store/lead-tables.ts'

/** What automations compare of a lead before and after a change. */
export type LeadMark = Pick<LeadTable, 'score' | 'fit' | 'engagement' | 'temperature' | 'stage'>

export function markOf({ score, fit, engagement, temperature, stage }: LeadMark): LeadMark {
  return { score, fit, engagement, temperature, stage }
}

export function sameMark(a: LeadMark, b: LeadMark): boolean {
  return (
    a.score === b.score &&
    a.fit === b.fit &&
    a.engagement === b.engagement &&
    a.temperature === b.temperature &&
    a.stage === b.stage
  )
}
