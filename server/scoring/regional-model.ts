import { type Facts, holds } from '#flows/condition.ts'
import type { EngagementRule, FitRule, ScoreModel } from './score-model.ts'

type Region = NonNullable<ScoreModel['regions']>[number]
type Points = Region['points'][string]

/** A model with the points of one region, and whose they are. */
export interface RegionalModel {
  readonly model: ScoreModel
  readonly region: string
  readonly rules: ReadonlySet<string>
}

const variants = new WeakMap<Region, RegionalModel>()

/** The model as it counts for these facts: with the points of the first region that holds, or null where none does. */
export function regionalModel(model: ScoreModel, facts: Facts): RegionalModel | null {
  const region = model.regions?.find(({ when }) => holds(when, facts))
  return region ? variantOf(model, region) : null
}

/** Every variant a model has. */
export function regionalModels(model: ScoreModel): RegionalModel[] {
  return (model.regions ?? []).map(region => variantOf(model, region))
}

function variantOf(model: ScoreModel, region: Region): RegionalModel {
  const known = variants.get(region)
  if (known) return known
  const made: RegionalModel = {
    region: region.id,
    rules: new Set(Object.keys(region.points)),
    model: {
      ...model,
      fit: model.fit.map(rule => withPoints(rule, region.points[rule.id])),
      engagement: {
        ...model.engagement,
        rules: model.engagement.rules.map(rule => withPoints(rule, region.points[rule.id])),
      },
    },
  }
  variants.set(region, made)
  return made
}

/** A number for a rule that gives one, a table for a rule with a table; anything else leaves the rule as it is. */
function withPoints<Rule extends FitRule | EngagementRule>(rule: Rule, points: Points | undefined): Rule {
  if (points === undefined || !('points' in rule)) return rule
  if (typeof points === 'number') return typeof rule.points === 'number' ? { ...rule, points } : rule
  return typeof rule.points === 'object' ? { ...rule, points: { ...rule.points, ...points } } : rule
}
