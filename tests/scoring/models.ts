import type { EngagementRule, FitRule, ScoreModel } from '#server/scoring/score-model.ts'

/** A model with these rules only; everything else is out of the way. */
export function modelOf(rules: { fit?: readonly FitRule[]; engagement?: readonly EngagementRule[] }): ScoreModel {
  return {
    format: 1,
    name: 'Test',
    preset: 'test',
    fit: rules.fit ?? [],
    engagement: { cap: 1000, halfLifeDays: null, rules: rules.engagement ?? [] },
    disqualify: [],
    thresholds: { hot: { score: 60, fit: 40 }, cold: { below: 30 } },
    mql: { score: 30 },
  }
}
