import { at } from './solve-symmetric.ts'

/** One lead's time from capture to its decision, or, undecided, to now. In days. */
export interface Followed {
  readonly days: number
  readonly decided: boolean
  readonly good: boolean
}

export interface Maturity {
  /** An undecided lead this old counts as one that came to nothing. */
  readonly matureDays: number
  /** How much each lead counts; 0 = too young to know. */
  readonly weights: readonly number[]
  /** Undecided leads that are too young. */
  readonly censored: number
}

/** Bounds of `matureDays`, and what it is while fewer good outcomes than `FEWEST` could tell. */
const USUAL = 60
const FEWEST = 10
const SHORTEST = 14
const LONGEST = 180
/** Of the good outcomes, the share that has come by then. */
const MATURE = 0.9
/** Most that one lead may stand for: a few lucky old leads must not outweigh all others. */
const HEAVIEST = 10

/**
 * Open young leads are censored, not lost (inverse probability of censoring weights: Robins & Rotnitzky 1992; for learning
 * from such data Vock et al., Journal of Biomedical Informatics 61, 2016). Each decided lead stands for 1/G(t−) leads, each
 * undecided lead as old as `matureDays` for 1/G(matureDays−), younger ones for none; G = Kaplan & Meier's estimate of the
 * share not yet censored after t days. A lead that became good later than that counts as good all the same.
 * `matureDays`, unless given, is when 90 % of the good outcomes have come, each weighed by 1/G(t−); between 14 and 180, and 60
 * while fewer than ten good outcomes are known.
 */
export function weighByMaturity(leads: readonly Followed[], given?: number): Maturity {
  const uncensored = censoringCurve(leads)
  const weigh = (days: number) => Math.min(HEAVIEST, 1 / uncensored(days))
  const matureDays = given ?? matureAfter(leads, weigh)
  const weights = leads.map(({ days, decided }) => {
    if (decided) return weigh(Math.min(days, matureDays))
    return days >= matureDays ? weigh(matureDays) : 0
  })
  return { matureDays, weights, censored: weights.filter(weight => weight === 0).length }
}

/** Share of leads that are not censored just before a time, by Kaplan & Meier with censoring as the event. Never 0. */
export function censoringCurve(leads: readonly Followed[]): (days: number) => number {
  const sorted = leads.toSorted((a, b) => a.days - b.days)
  const steps: { readonly days: number; readonly share: number }[] = []
  let share = 1
  for (let from = 0; from < sorted.length; ) {
    const days = sorted[from]?.days ?? 0
    let to = from
    let censored = 0
    let decided = 0
    for (; to < sorted.length && sorted[to]?.days === days; to++) {
      if (sorted[to]?.decided) decided += 1
      else censored += 1
    }
    // Of a tie, decisions come first: who was decided that day was not censored before.
    const atRisk = sorted.length - from - decided
    if (censored > 0 && atRisk > 0) {
      share *= 1 - censored / atRisk
      steps.push({ days, share })
    }
    from = to
  }
  const floor = 1 / (2 * Math.max(1, leads.length))
  return days => Math.max(floor, steps[countBefore(steps, days) - 1]?.share ?? 1)
}

/** How many of the rising steps are before a time. */
function countBefore(steps: readonly { readonly days: number }[], days: number): number {
  let [low, high] = [0, steps.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((steps[middle]?.days ?? Number.POSITIVE_INFINITY) < days) low = middle + 1
    else high = middle
  }
  return low
}

function matureAfter(leads: readonly Followed[], weigh: (days: number) => number): number {
  const good = leads.filter(lead => lead.decided && lead.good).sort((a, b) => a.days - b.days)
  if (good.length < FEWEST) return USUAL
  const weights = good.map(({ days }) => weigh(days))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let reached = 0
  const last = good.find((_, index) => {
    reached += at(weights, index)
    return reached >= MATURE * total
  })
  return Math.min(LONGEST, Math.max(SHORTEST, Math.ceil(last?.days ?? SHORTEST)))
}
