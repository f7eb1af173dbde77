import type { Condition } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { actConflicts } from './act-conflicts.ts'
import { canHold, leavesOf, valuesNamed } from './can-hold.ts'
import { checkActs } from './check-acts.ts'
import { checkDisqualifiers } from './check-disqualifiers.ts'
import { checkRegions } from './check-regions.ts'
import { error, escaped, type ScoreModelFinding, warning } from './finding.ts'
import { fitConflicts } from './fit-conflicts.ts'
import { listInWords } from './rule-conflict.ts'
import { optionsOf } from './rules/options.ts'
import type { FitRule, ScoreModel } from './score-model.ts'
import { factsOfModel } from './score-plan.ts'

/** What is wrong or odd in the rules of a model by themselves: contradictions, points nobody can earn, names of nothing. */
export function checkRules(model: ScoreModel, fields?: Flow['fields']): ScoreModelFinding[] {
  return [
    ...checkDisqualifiers(model, fields),
    ...model.fit.flatMap((rule, index) => checkFit(rule, `/fit/${index}`, { model, fields })),
    ...checkConflicts(model, fields),
    ...checkActs(model),
    ...checkLimits(model),
    ...checkNames(model),
    ...checkNamedConditions(model),
    ...checkRegions(model, fields),
  ]
}

interface Scope {
  readonly model: ScoreModel
  readonly fields: Flow['fields'] | undefined
}

function checkFit(rule: FitRule, pointer: string, { model, fields }: Scope): ScoreModelFinding[] {
  const kept: Condition = {
    not: { any: model.disqualify.filter(({ unscored }) => unscored).map(({ when }) => when) },
  }
  if (rule.kind === 'when') {
    if (!canHold(rule.when)) {
      return [warning('never_holds', `${pointer}/when`, `“${rule.reason}” can never hold: it gives nothing.`)]
    }
    if (!canHold(rule.when, fields)) return checkOffered(rule, `${pointer}/when`, fields)
    if (canHold({ all: [rule.when, kept] }, fields)) return []
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

/** A condition that can hold, though not with the options of this flow: where it asks for one that is not there. */
function checkOffered(
  { when, reason, points }: Extract<FitRule, { kind: 'when' }>,
  pointer: string,
  fields: Flow['fields'] = {},
): ScoreModelFinding[] {
  const missing = leavesOf(when).flatMap(leaf => {
    const offered = optionsOf(fields, leaf.fact)
    return offered
      ? valuesNamed(leaf).flatMap(value => (offered.some(({ id }) => id === value) ? [] : [`${value}`]))
      : []
  })
  if (points === 0 || missing.length === 0) return []
  const message = `“${reason}” asks for ${listInWords(missing)}, which this flow does not offer: its points never count.`
  return [warning('unknown_option', pointer, message)]
}

/** Told of the later of two rules. A contradiction may be meant, so it stops nothing. */
function checkConflicts(model: ScoreModel, fields: Flow['fields'] | undefined): ScoreModelFinding[] {
  return [...fitConflicts(model, fields), ...actConflicts(model)].map(({ code, later, message }) =>
    warning(code, later.pointer, message),
  )
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

/** What rules may read and never find, since it holds for nobody. */
function checkNamedConditions({ profiles = [], personas = [], plausibility = [] }: ScoreModel): ScoreModelFinding[] {
  const named = [
    ...profiles.map(({ when, label }, index) => ({ when, name: label, pointer: `/profiles/${index}/when` })),
    ...personas.map(({ when, label }, index) => ({ when, name: label, pointer: `/personas/${index}/when` })),
    ...plausibility.map(({ when, reason }, index) => ({ when, name: reason, pointer: `/plausibility/${index}/when` })),
  ]
  return named
    .filter(({ when }) => !canHold(when))
    .map(({ name, pointer }) =>
      warning('never_holds', pointer, `“${name}” matches nobody: its condition can never hold.`),
    )
}
