import type { Flow } from '#flows/flow.ts'
import { factsAt, type PastLead } from '../models/past-leads.ts'
import { scorePast } from '../models/score-past.ts'
import { probabilityOf } from './calibration.ts'
import { type Features, featuresOf } from './features.ts'
import { oddsOf } from './learn.ts'
import type { Predictor } from './report-types.ts'
import type { Column } from './table.ts'

/** How likely a lead is to reach the predictor's target, 0 to 1, by what was known of it at capture. */
export function predict(predictor: Predictor, lead: PastLead, flow: Flow): number | null {
  const learner = { model: predictor.scoreModel, revision: '' }
  const { projection } = scorePast(lead, learner, { flow, moment: null })
  if (projection.disqualified !== null) return null
  const features = featuresOf({
    flow,
    model: predictor.scoreModel,
    facts: factsAt(lead, lead.createdAt),
    fired: new Set(projection.entries.map(entry => entry.ruleId)),
  })
  const [odds] = oddsOf(predictor, toCells(predictor, features))
  return odds === undefined ? null : probabilityOf(predictor.calibration, odds)
}

function toCells({ facts }: Predictor, features: Features): Column[] {
  return facts.map(({ name }) => {
    const nothing = name.includes('=') || name.startsWith('rule:') ? 'no' : null
    return { name, kind: 'category', cells: [features.get(name) ?? nothing] }
  })
}
