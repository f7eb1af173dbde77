import { type Condition, factsRead } from '#flows/condition.ts'
import { type Decay, type Fading, fallingBySteps, halving } from './decay.ts'
import { readsScore } from './flag-score.ts'
import { filtersOf } from './rules/event-filters.ts'
import { recencyShares } from './rules/recency.ts'
import type { EngagementRule, FitRule, ScoreModel } from './score-model.ts'

/** What a fold must know of a rule. */
export interface RulePlan {
  /** Most that its entries count together. */
  readonly cap?: number
  /** Fading by steps, or of the rule's own; the half-life of the model stands in the entry itself. */
  readonly fading?: Fading
  /** The fading is the rule's own, so penalties fade too. */
  readonly own?: true
  /** Group of rules with a limit of its own. */
  readonly group?: { readonly id: string; readonly most: number }
}

/** A model made ready for many folds. */
export interface ScorePlan {
  /** Rules that are not simply taken as they are. */
  readonly rules: ReadonlyMap<string, RulePlan>
  /** Most that fit and engagement can earn. */
  readonly most: { readonly fit: number; readonly engagement: number }
  /** Facts that hold when a condition does, in order: a profile may read flags, a persona may read profiles. */
  readonly derived: readonly { readonly name: string; readonly when: Condition }[]
  /** Whether any rule, profile or flag looks at these, which cost something to find out. */
  readonly readsContext: boolean
  readonly readsSource: boolean
  /** Whether any rule looks at what sales or the CRM say came of a lead: `crm.*`, stages reached. */
  readonly readsSales: boolean
}

const plans = new WeakMap<ScoreModel, ScorePlan>()

/** The plan of a model; made once, since models are immutable. */
export function planOf(model: ScoreModel): ScorePlan {
  const known = plans.get(model)
  if (known) return known
  const made = makePlan(model)
  plans.set(model, made)
  return made
}

function makePlan(model: ScoreModel): ScorePlan {
  const groups = new Map((model.caps ?? []).flatMap(({ id, most, rules }) => rules.map(rule => [rule, { id, most }])))
  const rules = new Map<string, RulePlan>()
  for (const rule of [...model.fit, ...model.engagement.rules]) {
    const group = groups.get(rule.id)
    const plan: RulePlan = {
      ...(rule.cap !== undefined && { cap: rule.cap }),
      ...fadingOf(rule, model),
      ...(group && { group }),
    }
    if (Object.keys(plan).length > 0) rules.set(rule.id, plan)
  }
  const facts = factsOfModel(model)
  return {
    rules,
    most: { fit: model.fitCap ?? Number.POSITIVE_INFINITY, engagement: model.engagement.cap },
    derived: [
      // A flag about the score is for after it: without one yet, `not` would make it hold for everybody.
      ...(model.plausibility ?? [])
        .filter(({ when }) => !readsScore(when))
        .map(({ id, when }) => ({ name: `flag.${id}`, when })),
      ...(model.profiles ?? []).map(({ id, when }) => ({ name: `profile.${id}`, when })),
      ...(model.personas ?? []).map(({ id, when }) => ({ name: `persona.${id}`, when })),
    ],
    readsContext: facts.some(fact => fact.startsWith('context.')),
    readsSource: facts.includes('source'),
    readsSales: facts.some(fact => fact.startsWith('crm.')) || model.engagement.rules.some(isAboutStages),
  }
}

function isAboutStages(rule: EngagementRule): boolean {
  return filtersOf(rule).some(({ event }) => event === undefined || event === 'stage_reached')
}

function fadingOf(rule: FitRule | EngagementRule, { engagement }: ScoreModel): Pick<RulePlan, 'fading' | 'own'> {
  switch (rule.kind) {
    case 'recency':
      return { fading: fallingBySteps(recencyShares(rule)) }
    case 'event':
    case 'count':
    case 'return':
    case 'sequence':
    case 'velocity':
      if (rule.decay) return { ...ownFading(rule.decay), own: true }
      return engagement.steps ? { fading: bySteps(engagement.steps) } : {}
    default:
      return {}
  }
}

function ownFading(decay: Decay): Pick<RulePlan, 'fading'> {
  if ('steps' in decay) return { fading: bySteps(decay.steps) }
  return 'halfLifeDays' in decay ? { fading: halving(decay.halfLifeDays) } : {}
}

function bySteps(steps: readonly { readonly afterDays: number; readonly percent: number }[]): Fading {
  return fallingBySteps(steps.map(({ afterDays, percent }) => ({ afterDays, share: percent / 100 })))
}

/** Every fact that a condition or a rule of the model reads. */
export function factsOfModel(model: ScoreModel): string[] {
  const conditions = [
    ...model.fit.flatMap(rule => (rule.kind === 'when' ? [rule.when] : [])),
    ...[model.disqualify, model.regions ?? [], model.profiles ?? [], model.personas ?? [], model.plausibility ?? []]
      .flat()
      .map(({ when }) => when),
  ]
  const kinds = model.fit.flatMap(rule => {
    if (rule.kind === 'options') return [rule.fact]
    if (rule.kind === 'account') return [`account.${rule.signal}`]
    if (rule.kind === 'source') return [rule.of]
    if (rule.kind === 'crm') return ['crm.']
    return rule.kind === 'context' ? ['context.'] : []
  })
  return [...new Set([...conditions.flatMap(factsRead), ...kinds])]
}
