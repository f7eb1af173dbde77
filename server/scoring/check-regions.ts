import type { Flow } from '#flows/flow.ts'
import { actConflicts } from './act-conflicts.ts'
import { canHold, isImplied } from './can-hold.ts'
import { escaped, type ScoreModelFinding, warning } from './finding.ts'
import { fitConflicts } from './fit-conflicts.ts'
import { regionalModels } from './regional-model.ts'
import type { RuleConflict } from './rule-conflict.ts'
import { optionsOf } from './rules/options.ts'
import type { EngagementRule, FitRule, ScoreModel } from './score-model.ts'

type Region = NonNullable<ScoreModel['regions']>[number]

/** What is wrong or odd in the variants of a model: places of nothing, variants that never count, signs turned round, contradictions of their own. */
export function checkRegions(model: ScoreModel, fields?: Flow['fields']): ScoreModelFinding[] {
  const { regions = [], fit, engagement } = model
  const rules = new Map([...fit, ...engagement.rules].map(rule => [rule.id, rule]))
  return [
    ...regions.flatMap((region, index) => checkPlaces(region, `/regions/${index}`, { rules, fields })),
    ...regions.flatMap((_region, index) => checkTurn(regions, index)),
    ...checkConflicts(model, fields),
  ]
}

interface Place {
  readonly rules: ReadonlyMap<string, FitRule | EngagementRule>
  readonly fields: Flow['fields'] | undefined
}

function checkPlaces({ label, points }: Region, at: string, { rules, fields }: Place): ScoreModelFinding[] {
  return Object.entries(points).flatMap(([id, worth]) => {
    const rule = rules.get(id)
    const pointer = `${at}/points/${escaped(id)}`
    if (!rule) return [warning('unknown_rule', pointer, `“${label}” has points for a rule “${id}” that is not there.`)]
    if (!('points' in rule) || typeof rule.points !== typeof worth) {
      const message = `“${label}” has points for “${id}” that this rule cannot take: a table needs a table, a number a number.`
      return [warning('region_unfit', pointer, message)]
    }
    return [
      ...checkOffered(label, pointer, { rule, worth, fields }),
      ...checkSigns(label, pointer, { rule, worth, fields }),
    ]
  })
}

interface Worth {
  readonly rule: FitRule | EngagementRule
  readonly worth: Region['points'][string]
}

function checkOffered(
  label: string,
  pointer: string,
  { rule, worth, fields }: Worth & Pick<Place, 'fields'>,
): ScoreModelFinding[] {
  const offered = rule.kind === 'options' && fields ? optionsOf(fields, rule.fact) : null
  if (!offered || typeof worth === 'number') return []
  return Object.entries(worth).flatMap(([option, points]) => {
    if (points === 0 || offered.some(({ id }) => id === option)) return []
    const message = `“${label}” has points for “${option}” in “${nameOf(rule)}”, which has no such option: they never count.`
    return [warning('unknown_option', `${pointer}/${escaped(option)}`, message)]
  })
}

/** What gives points elsewhere takes them here, or the other way round: a slip of the sign more often than not. */
function checkSigns(
  label: string,
  pointer: string,
  { rule, worth, fields }: Worth & Pick<Place, 'fields'>,
): ScoreModelFinding[] {
  const elsewhere = 'points' in rule ? rule.points : 0
  const pairs: [string, number, number | undefined][] =
    typeof worth === 'number'
      ? [['', worth, typeof elsewhere === 'number' ? elsewhere : undefined]]
      : Object.entries(worth).map(([option, points]) => [
          option,
          points,
          typeof elsewhere === 'object' && Object.hasOwn(elsewhere, option) ? elsewhere[option] : undefined,
        ])
  return pairs.flatMap(([option, here, there = 0]) => {
    if (here * there >= 0) return []
    const what = option === '' ? `“${nameOf(rule)}”` : `“${optionName(rule, option, fields)}” in “${nameOf(rule)}”`
    const verbs =
      here > 0 ? `gives ${here} for ${what}, which takes ${-there}` : `takes ${-here} for ${what}, which gives ${there}`
    const at = option === '' ? pointer : `${pointer}/${escaped(option)}`
    return [warning('region_reversed', at, `“${label}” ${verbs} elsewhere. If that is not meant, change the sign.`)]
  })
}

function nameOf(rule: FitRule | EngagementRule): string {
  return rule.kind === 'options' || rule.kind === 'source' ? rule.label : rule.reason
}

function optionName(rule: FitRule | EngagementRule, option: string, fields: Flow['fields'] = {}): string {
  const offered = rule.kind === 'options' ? optionsOf(fields, rule.fact) : null
  return offered?.find(({ id }) => id === option)?.label ?? option
}

/** A variant whose turn never comes. */
function checkTurn(regions: readonly Region[], index: number): ScoreModelFinding[] {
  const region = regions[index]
  if (!region) return []
  const pointer = `/regions/${index}/when`
  if (!canHold(region.when)) {
    return [warning('never_holds', pointer, `“${region.label}” never counts: its condition can never hold.`)]
  }
  const before = regions.slice(0, index).find(other => isImplied(other.when, region.when))
  if (!before) return []
  const message = `“${region.label}” never counts: “${before.label}” stands before it and holds whenever it does. Move it up or remove it.`
  return [warning('never_counts', pointer, message)]
}

/** Rules that agree everywhere else and not with the points of a variant. */
function checkConflicts(model: ScoreModel, fields: Flow['fields'] | undefined): ScoreModelFinding[] {
  const known = new Set(conflictsOf(model, fields).map(nameOfConflict))
  return regionalModels(model).flatMap(({ model: variant, rules }, index) => {
    const label = model.regions?.[index]?.label ?? ''
    return conflictsOf(variant, fields).flatMap(conflict => {
      const { code, later, earlier, message } = conflict
      if (known.has(nameOfConflict(conflict))) return []
      const pointer = `/regions/${index}/points/${escaped(rules.has(later.rule) ? later.rule : earlier.rule)}`
      return [warning(code, pointer, `In “${label}”: ${message}`)]
    })
  })
}

function conflictsOf(model: ScoreModel, fields: Flow['fields'] | undefined): RuleConflict[] {
  return [...fitConflicts(model, fields), ...actConflicts(model)]
}

function nameOfConflict({ code, later, earlier }: RuleConflict): string {
  return `${code} ${later.rule} ${earlier.rule}`
}
