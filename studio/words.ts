import type { Stage, Temperature } from '#server/http/api-type.ts'

/** What people read for the slugs that are stored. */
export const TEMPERATURES: Readonly<Record<Temperature, string>> = {
  hot: 'Hot',
  warm: 'Warm',
  cold: 'Cold',
  dead: 'Dead',
  disqualified: 'Out',
}

export const STAGES: Readonly<Record<Stage, string>> = {
  lead: 'Lead',
  mql: 'MQL',
  sal: 'SAL',
  sql: 'SQL',
  opportunity: 'Opportunity',
  customer: 'Customer',
  hold: 'On hold',
  recycled: 'Recycled',
  disqualified: 'Disqualified',
}

const OUTCOMES: Readonly<Record<string, string>> = {
  sales: 'To sales',
  nurture: 'To marketing',
  trial: 'Trial',
  guide: 'Guide',
  support: 'Support',
  exit: 'Turned away kindly',
  done: 'Finished',
  customer: 'Customer',
  vendor: 'Vendor',
  applicant: 'Job applicant',
}

export function outcomeInWords(outcome: string): string {
  return OUTCOMES[outcome] ?? outcome.replaceAll('_', ' ')
}

export function signed(points: number): string {
  return points > 0 ? `+${points}` : points < 0 ? `−${Math.abs(points)}` : '0'
}

/** A score as people read it: whole, with a real minus. */
export function whole(points: number): string {
  return String(Math.round(points)).replace('-', '−')
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
