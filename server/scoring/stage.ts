import type { ScoreModel } from './score-model.ts'

/** Where a lead stands between marketing and sales. */
export type Stage = 'lead' | 'mql' | 'sal' | 'sql' | 'hold' | 'disqualified'

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

const RANK = { lead: 0, mql: 1, sal: 2, sql: 3 } as const

/**
 * The stage by score and by what the lead asked for. It never goes back by itself: a fading score leaves an MQL an MQL.
 * A disqualifier beats everything; a lead that none holds for any more starts again from its score.
 */
export function stageOf(input: StageInput): Stage {
  const { model, score, disqualified, askedForSales, current, setByPerson } = input
  if (disqualified) return 'disqualified'
  if (current !== undefined && (setByPerson || current === 'hold')) return current
  const byScore = score >= model.mql.score ? 'mql' : 'lead'
  const byAct = askedForSales ? (model.askedForSales ?? 'sal') : 'lead'
  const reached = RANK[byAct] > RANK[byScore] ? byAct : byScore
  if (current === undefined || current === 'disqualified') return reached
  return RANK[current] > RANK[reached] ? current : reached
}
