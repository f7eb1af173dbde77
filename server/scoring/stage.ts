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
  readonly model: Pick<ScoreModel, 'mql' | 'askedForSales'>
  readonly score: number
  /** Whether a disqualifier of the model holds. */
  readonly disqualified: boolean
  /** Asked for a demo, booked a time, or asked for a person. */
  readonly askedForSales: boolean
  /** Where it stands now; left out for a new lead. */
  readonly current?: Stage
  /** A person put it there (accepted, rejected, on hold): only a disqualifier moves it. */
  readonly setByPerson?: boolean
}

/** The way up. Recycled leads start again below it. */
const RANK = { recycled: -1, lead: 0, mql: 1, sal: 2, sql: 3, opportunity: 4, customer: 5 } as const

/**
 * The stage by score and by what the lead asked for. It never goes back by itself: a fading score leaves an MQL an MQL.
 * A disqualifier beats everything; a lead that none holds for any more starts again from its score.
 */
export function stageOf(input: StageInput): Stage {
  const { model, score, disqualified, askedForSales, current, setByPerson } = input
  if (current === 'customer') return current
  if (disqualified) return 'disqualified'
  if (current !== undefined && (setByPerson || current === 'hold')) return current
  const byScore = score >= model.mql.score ? 'mql' : 'lead'
  const byAct = askedForSales ? (model.askedForSales ?? 'sal') : 'lead'
  const reached = RANK[byAct] > RANK[byScore] ? byAct : byScore
  if (current === undefined || current === 'disqualified') return reached
  return RANK[current] > RANK[reached] ? current : reached
}
