import { type Plan, planFor } from './plans.ts'

/** What a warehouse tells the calculator. Money in US dollars, pay and margin by the hour. */
export type CountingInput = {
  readonly sites: number
  /** Stock locations at one site. */
  readonly locations: number
  readonly countsPerYear: number
  readonly people: number
  /** Hours one site stays closed for one count. */
  readonly hoursClosed: number
  /** Gross margin that does not ship in an hour closed. */
  readonly marginPerHour: number
  readonly wage: number
  readonly secondsPerLocation: number
}

export type CountingCost = {
  readonly closing: { readonly wages: number; readonly margin: number; readonly total: number }
  readonly rounds: { readonly hours: number; readonly wages: number; readonly plan: Plan; readonly total: number }
  /** Closing minus rounds for a year; negative when closing is the cheaper way. */
  readonly saved: number
}

/**
 * How often each class is counted in a year. A holds a fifth of the locations, B three tenths, C the rest: the usual
 * split by value moved. Together 2.6 counts a location a year.
 */
export const classes = [
  { name: 'A', share: 0.2, countsPerYear: 6 },
  { name: 'B', share: 0.3, countsPerYear: 3 },
  { name: 'C', share: 0.5, countsPerYear: 1 },
] as const

export const countsPerLocation = classes.reduce((sum, { share, countsPerYear }) => sum + share * countsPerYear, 0)

/** A year of closing to count beside a year of counting in rounds, unrounded. */
export function countingCost(input: CountingInput): CountingCost {
  const hoursClosed = input.sites * input.countsPerYear * input.hoursClosed
  const wages = hoursClosed * input.people * input.wage
  const margin = hoursClosed * input.marginPerHour
  const hours = (input.sites * input.locations * countsPerLocation * input.secondsPerLocation) / 3_600
  const plan = planFor(input.sites)
  const closing = { wages, margin, total: wages + margin }
  const rounds = { hours, wages: hours * input.wage, plan, total: hours * input.wage + plan.yearly }
  return { closing, rounds, saved: closing.total - rounds.total }
}
