import type { ScoreModel } from './score-model.ts'

/** Where leads stand between marketing and sales: the way up, then what is off it. A visitor is a session without a lead. */
export const STAGES = [
  'lead',
  'mql',
  'sal',
  'sql',
  'opportunity',
  'customer',
  'hold',
  'recycled',
  'disqualified',
] as const

export type Stage = (typeof STAGES)[number]

export interface StageInput {
  readonly model: Pick<ScoreModel, 'mql' | 'sal' | 'askedForSales'>
  readonly score: number
  /** Whether a disqualifier of the model holds. */
  readonly disqualified: boolean
  /** Asked for a demo, booked a time, or asked for a person. */
  readonly askedForSales: boolean
  /** Looked at what the team counts as real interest: features, for one. */
  readonly interested?: boolean
  /** Is whom the team gives to sales, whatever the score. */
  readonly forSales?: boolean
  /** Held, or silent, for as long as the team allows: marketing has it again. */
  readonly overdue?: boolean
  /** Where it stands now; left out for a new lead. */
  readonly current?: Stage
  /** A person or the CRM put it there: only a disqualifier, or asking for sales again, moves it. */
  readonly setByPerson?: boolean
  /** Where it stood when a rule disqualified it. */
  readonly before?: Stage
}

/** The way up. Leads that marketing has again start below it. */
const RANK = { recycled: -1, lead: 0, mql: 1, sal: 2, sql: 3, opportunity: 4, customer: 5 } as const

/**
 * The stage by score and by what the lead asked for. It never goes back by itself: a fading score leaves an MQL an MQL.
 * A disqualifier beats everything but a customer; a lead that none holds for any more stands where it stood before, or
 * higher. From hold there is one way without a person: back to marketing, once it took too long.
 */
export function stageOf(input: StageInput): Stage {
  const { disqualified, overdue, current, setByPerson, before } = input
  if (current === 'customer') return current
  if (disqualified) return 'disqualified'
  if (overdue && (current === 'hold' || current === 'sal')) return 'recycled'
  if (current === undefined) return reached(input)
  if (current === 'hold') return current
  if (current === 'disqualified') return setByPerson ? current : returning(before, reached(input))
  if (setByPerson) return input.askedForSales && RANK[current] < RANK.sal ? higher(current, reached(input)) : current
  // Marketing has it already: what it looked at counts, what it scored before does not.
  if (current === 'recycled' && !input.askedForSales) return input.interested ? 'mql' : current
  return higher(current, reached(input))
}

type Rung = keyof typeof RANK

function reached({ model, score, askedForSales, interested, forSales }: StageInput): Rung {
  const low = interested || score >= model.mql.score ? 'mql' : 'lead'
  const byScore = model.sal && score >= model.sal.score ? 'sal' : low
  const unasked = forSales ? higher('sal', byScore) : byScore
  return askedForSales ? higher(model.askedForSales ?? 'sal', unasked) : unasked
}

function returning(before: Stage | undefined, now: Rung): Stage {
  if (before === undefined || before === 'disqualified') return now
  return before === 'hold' || before === 'recycled' ? before : higher(before, now)
}

function higher(a: Rung, b: Rung): Rung {
  return RANK[a] > RANK[b] ? a : b
}
