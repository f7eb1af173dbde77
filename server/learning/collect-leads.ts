import type { Flow } from '#flows/flow.ts'
import { labelLead } from '../models/label-lead.ts'
import { factsAt, type PastLead } from '../models/past-leads.ts'
import { scorePast } from '../models/score-past.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import { type KnownFacts, knownFacts } from './fact-leaks.ts'
import { type Features, featuresOf } from './features.ts'
import type { LearningSpec } from './report-types.ts'
import type { RuleTouch } from './rule-verdicts.ts'
import type { Followed } from './survival.ts'

/** With what it counts for. */
export type CollectedTouch = RuleTouch & { readonly points: number }

/** What is kept of a lead while learning: no name, no address. */
export interface CollectedLead extends Followed {
  readonly createdAt: number
  readonly score: number
  readonly features: Features
  readonly touches: readonly CollectedTouch[]
  /** For the detector of leaks. */
  readonly known: KnownFacts
}

export interface Learner {
  readonly model: ScoreModel
  readonly revision: string
}

const DAY_MS = 86_400_000

/** A lead as it was when it was captured, with what came of it; null when the model refused it before anybody looked. */
export function collectLead(lead: PastLead, flow: Flow, learner: Learner, spec: LearningSpec): CollectedLead | null {
  const { model } = learner
  const { score, qualified, projection } = scorePast(lead, learner, { flow, moment: null })
  if (projection.disqualified !== null) return null
  const label = labelLead(lead, { target: spec.target, matureDays: Number.POSITIVE_INFINITY, at: spec.until })
  const decidedAt = label === 'open' ? spec.until : (lead.outcomeAt ?? lead.verdictAt ?? lead.createdAt)
  return {
    createdAt: lead.createdAt,
    days: Math.max(0, Math.min(decidedAt, spec.until) - lead.createdAt) / DAY_MS,
    decided: label !== 'open',
    good: label === 'good',
    score,
    features: featuresOf({
      flow,
      model,
      facts: factsAt(lead, lead.createdAt),
      fired: new Set(projection.entries.map(entry => entry.ruleId)),
    }),
    touches: touchesOf(projection.folded.lines, (points: number) => qualified !== score - points >= model.mql.score),
    known: knownFacts(lead, flow),
  }
}

/** What each rule counts for, added and taken off apart. `decides` tells whether so many points made the difference. */
function touchesOf(
  lines: readonly { readonly ruleId: string; readonly counted: number }[],
  decides: (points: number) => boolean,
): CollectedTouch[] {
  const counting = lines.filter(({ counted }) => counted !== 0)
  const groups = Map.groupBy(counting, ({ ruleId, counted }) => `${ruleId} ${counted < 0}`)
  return [...groups.values()].flatMap(group => {
    const points = group.reduce((sum, { counted }) => sum + counted, 0)
    return group.slice(0, 1).map(({ ruleId }) => ({ ruleId, points, negative: points < 0, decisive: decides(points) }))
  })
}
