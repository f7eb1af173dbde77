import type { Condition } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { canHold } from './can-hold.ts'
import { findEventType, nearestEventTypes } from './event-types.ts'
import { error, escaped, type ScoreModelFinding, warning } from './finding.ts'
import type { EngagementRule, FitRule, ScoreModel } from './score-model.ts'
import { factsOfModel } from './score-plan.ts'

/** What is wrong or odd in the rules of a model by themselves: contradictions, points nobody can earn, names of nothing. */
export function checkRules(model: ScoreModel, fields?: Flow['fields']): ScoreModelFinding[] {
  return [
    ...checkDisqualifiers(model),
    ...model.fit.flatMap((rule, index) => checkFit(rule, `/fit/${index}`, { model, fields })),
    ...checkContradictions(model),
    ...model.engagement.rules.flatMap((rule, index) => checkAct(rule, `/engagement/rules/${index}`)),
    ...checkLimits(model),
    ...checkNames(model),
    ...checkRegions(model),
  ]
}

interface Scope {
  readonly model: ScoreModel
  readonly fields: Flow['fields'] | undefined
}

function checkDisqualifiers({ disqualify }: ScoreModel): ScoreModelFinding[] {
  // Whatever is asked: a model serves other flows too, and an answer that one of them does not offer is no mistake.
  return disqualify.flatMap(({ when, reason }, index) => {
    const pointer = `/disqualify/${index}/when`
    if (!canHold({ not: when })) {
      return [error('always_holds', pointer, `“${reason}” takes everybody out: its condition always holds.`)]
    }
    if (canHold(when)) return []
    return [warning('never_holds', pointer, `“${reason}” takes nobody out: its condition can never hold.`)]
  })
}

function checkFit(rule: FitRule, pointer: string, { model, fields }: Scope): ScoreModelFinding[] {
  const kept: Condition = {
    not: { any: model.disqualify.filter(({ unscored }) => unscored).map(({ when }) => when) },
  }
  if (rule.kind === 'when') {
    if (!canHold(rule.when)) {
      return [warning('never_holds', `${pointer}/when`, `“${rule.reason}” can never hold: it gives nothing.`)]
    }
    if (!canHold(rule.when, fields) || canHold({ all: [rule.when, kept] }, fields)) return []
    const message = `“${rule.reason}” can never be earned: whoever it holds for is left out of scoring.`
    return [warning('never_earned', `${pointer}/points`, message)]
  }
  if (rule.kind !== 'options') return []
  return Object.entries(rule.points).flatMap(([option, points]) => {
    if (points === 0 || canHold({ all: [{ fact: rule.fact, is: option }, kept] }, fields)) return []
    // An option that is not offered is told of elsewhere.
    if (!canHold({ fact: rule.fact, is: option }, fields)) return []
    const message = `The points for “${option}” in “${rule.label}” can never be earned: who says so is left out of scoring.`
    return [warning('never_earned', `${pointer}/points/${escaped(option)}`, message)]
  })
}

/** The same condition or act, once for points and once against: told of the later rule. */
function checkContradictions({ fit, engagement }: ScoreModel): ScoreModelFinding[] {
  const seen = new Map<string, { sign: number; reason: string }>()
  const check = (what: 'condition' | 'act', looksFor: object, { points, reason }: Giving, pointer: string) => {
    if (points === 0) return []
    const key = JSON.stringify(looksFor)
    const before = seen.get(key)
    const sign = Math.sign(points)
    if (!before) seen.set(key, { sign, reason })
    if (!before || before.sign === sign) return []
    const message = `“${reason}” contradicts “${before.reason}”: the same ${what} gives points and takes them.`
    return [warning('contradiction', pointer, message)]
  }
  return [
    ...fit.flatMap((rule, index) => (rule.kind === 'when' ? check('condition', rule.when, rule, `/fit/${index}`) : [])),
    ...engagement.rules.flatMap((rule, index) => {
      if (rule.kind !== 'event') return []
      const { event, path, name, file, where, times } = rule
      return check('act', { event, path, name, file, where, times }, rule, `/engagement/rules/${index}`)
    }),
  ]
}

interface Giving {
  readonly points: number
  readonly reason: string
}

function checkAct(rule: EngagementRule, pointer: string): ScoreModelFinding[] {
  const contradiction =
    rule.kind === 'absence' && JSON.stringify(rule.seen) === JSON.stringify(rule.without)
      ? [warning('never_holds', pointer, `“${rule.reason}” never counts: they must have done it and not done it.`)]
      : []
  return [...contradiction, ...eventsOf(rule, pointer).flatMap(({ event, at }) => checkEvent(event, at, rule))]
}

function checkEvent(event: string, pointer: string, { reason }: EngagementRule): ScoreModelFinding[] {
  if (findEventType(event)) return []
  const [likely] = nearestEventTypes(event)
  const hint = likely ? ` Did you mean “${likely}”?` : ' That is fine for one of your own.'
  const message = `“${reason}” looks for “${event}”, which the catalogue of acts does not know.${hint}`
  return [warning('unknown_event', pointer, message)]
}

function eventsOf(rule: EngagementRule, pointer: string): { event: string; at: string }[] {
  switch (rule.kind) {
    case 'event':
    case 'count':
      return [{ event: rule.event, at: `${pointer}/event` }]
    case 'recency':
    case 'velocity':
      return rule.event === undefined ? [] : [{ event: rule.event, at: `${pointer}/event` }]
    case 'sequence':
      return rule.steps.map(({ event }, index) => ({ event, at: `${pointer}/steps/${index}/event` }))
    case 'absence':
      return [
        { event: rule.seen.event, at: `${pointer}/seen/event` },
        { event: rule.without.event, at: `${pointer}/without/event` },
        ...(rule.orWithout ?? []).map(({ event }, index) => ({ event, at: `${pointer}/orWithout/${index}/event` })),
      ]
    default:
      return []
  }
}

function checkLimits({ caps = [], fit, engagement }: ScoreModel): ScoreModelFinding[] {
  const kinds = new Map<string, string>([
    ...fit.map(({ id }): [string, string] => [id, 'fit']),
    ...engagement.rules.map(({ id }): [string, string] => [id, 'engagement']),
  ])
  const taken = new Map<string, string>()
  return caps.flatMap(({ label, rules }, index) => {
    const pointer = `/caps/${index}/rules`
    const known = rules.filter(id => kinds.has(id))
    const mixed = new Set(known.map(id => kinds.get(id))).size > 1
    const missing = rules.flatMap((id, place) =>
      kinds.has(id)
        ? []
        : [
            warning(
              'unknown_rule',
              `${pointer}/${place}`,
              `The limit “${label}” names a rule “${id}” that is not there.`,
            ),
          ],
    )
    const twice = rules.flatMap((id, place) => {
      const other = taken.get(id)
      taken.set(id, label)
      if (other === undefined) return []
      return [
        error(
          'limited_twice',
          `${pointer}/${place}`,
          `The rule “${id}” is under two limits, “${other}” and “${label}”. Choose one.`,
        ),
      ]
    })
    const message = `The limit “${label}” mixes rules of fit and of engagement. Make one for each.`
    return [...missing, ...twice, ...(mixed ? [error('limit_mixed', pointer, message)] : [])]
  })
}

/** Profiles, personas and flags that rules read and nobody defined. */
function checkNames(model: ScoreModel): ScoreModelFinding[] {
  const defined = new Set([
    ...(model.profiles ?? []).map(({ id }) => `profile.${id}`),
    ...(model.personas ?? []).map(({ id }) => `persona.${id}`),
    ...(model.plausibility ?? []).map(({ id }) => `flag.${id}`),
  ])
  return factsOfModel(model)
    .filter(fact => /^(profile|persona|flag)\./.test(fact) && !defined.has(fact))
    .map(fact => warning('unknown_profile', '/fit', `A rule reads “${fact}”, but the model does not say what that is.`))
}

function checkRegions({ regions = [], fit, engagement }: ScoreModel): ScoreModelFinding[] {
  const rules = new Map([...fit, ...engagement.rules].map(rule => [rule.id, rule]))
  return regions.flatMap(({ label, points }, index) =>
    Object.entries(points).flatMap(([id, worth]) => {
      const rule = rules.get(id)
      const pointer = `/regions/${index}/points/${escaped(id)}`
      if (!rule)
        return [warning('unknown_rule', pointer, `“${label}” has points for a rule “${id}” that is not there.`)]
      if ('points' in rule && typeof rule.points === typeof worth) return []
      const message = `“${label}” has points for “${id}” that this rule cannot take: a table needs a table, a number a number.`
      return [warning('region_unfit', pointer, message)]
    }),
  )
}
