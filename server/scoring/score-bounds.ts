import { holdsMaybe, type Maybe, type MaybeFacts } from './maybe.ts'
import { regionalModels } from './regional-model.ts'
import { mostOf } from './rules/index.ts'
import { allDisqualifiers } from './score.ts'
import type { EngagementRule, FitRule, ScoreModel } from './score-model.ts'
import type { Heat } from './temperature.ts'

interface Range {
  readonly from: number
  readonly to: number
}

/** What a score can still become. */
export interface ScoreBounds {
  readonly fit: Range
  readonly engagement: Range
  readonly score: Range
  readonly temperature: Maybe
  /** Ids of disqualifiers that may hold first, and undefined where none may. */
  readonly disqualified: Maybe
}

const ZERO: Range = { from: 0, to: 0 }

/**
 * The least and the most a lead can come to, whatever is answered and done from now on: acts may earn up to their cap and
 * cost all they can. `isSingle` tells facts that are one option, not a list of them.
 */
export function scoreBounds(model: ScoreModel, facts: MaybeFacts, isSingle: (fact: string) => boolean): ScoreBounds {
  const { ids, unscored } = disqualifiers(model, facts)
  const scored = unscored !== true
  const blank = unscored !== false
  const span = (range: Range) => (scored ? (blank ? hull(range, ZERO) : range) : ZERO)
  // Which region counts may depend on what is not known yet.
  const variants = [model, ...regionalModels(model).map(variant => variant.model)]
  const fit = span(variants.map(variant => fitRangeOf(variant, facts, isSingle)).reduce(hull))
  const engagement = span(variants.map(engagementRange).reduce(hull))
  const score = add([fit, engagement])
  return {
    fit,
    engagement,
    score,
    disqualified: { oneOf: ids },
    temperature: { oneOf: heats(model, { fit, score }, ids) },
  }
}

/** Which may hold first, and whether that leaves the lead out of scoring. */
function disqualifiers(model: ScoreModel, facts: MaybeFacts) {
  const ids: (string | undefined)[] = []
  const unscored: boolean[] = []
  for (const rule of allDisqualifiers(model)) {
    const held = holdsMaybe(rule.when, facts)
    if (held === false) continue
    ids.push(rule.id)
    unscored.push(rule.unscored === true)
    if (held) return { ids, unscored: agreed(unscored) }
  }
  return { ids: [...ids, undefined], unscored: agreed([...unscored, false]) }
}

function agreed(values: readonly boolean[]): boolean | undefined {
  return values.every(value => value === values[0]) ? values[0] : undefined
}

function fitRangeOf(model: ScoreModel, facts: MaybeFacts, isSingle: (fact: string) => boolean): Range {
  const ranges = model.fit.map(rule => fitRange(rule, facts, isSingle))
  const { from, to } = add(ranges)
  const own = new Set(model.fit.map(({ id }) => id))
  // A limit of acts takes nothing from who somebody is.
  const isShared = model.caps?.some(({ rules }) => rules.some(id => own.has(id))) ?? false
  const isLimited = model.fitCap !== undefined || isShared || model.fit.some(({ cap }) => cap)
  if (!isLimited) return { from, to }
  // What is sure without limits may give way to one.
  const least = ranges.reduce((sum, range) => sum + Math.min(0, range.from), 0)
  return { from: least, to: Math.min(to, model.fitCap ?? to) }
}

function fitRange(rule: FitRule, facts: MaybeFacts, isSingle: (fact: string) => boolean): Range {
  if (rule.kind === 'when') {
    const held = holdsMaybe(rule.when, facts)
    const given = { from: rule.points, to: rule.points }
    return held === undefined ? hull(given, ZERO) : held ? given : ZERO
  }
  if (rule.kind !== 'options') {
    const all = typeof rule.points === 'number' ? [rule.points] : Object.values(rule.points)
    return { from: Math.min(0, ...all.map(points => (points === 0 ? 0 : points * timesOf(rule)))), to: mostOf(rule) }
  }
  const maybe = facts(rule.fact)
  const worth = (option: string) => (Object.hasOwn(rule.points, option) ? (rule.points[option] ?? 0) : 0)
  if (typeof maybe === 'object' && 'oneOf' in maybe) {
    const sums = maybe.oneOf.map(value =>
      [...new Set([value ?? []].flat())].reduce<number>((sum, one) => sum + worth(String(one)), 0),
    )
    return { from: Math.min(...sums), to: Math.max(...sums) }
  }
  const all = Object.values(rule.points)
  if (isSingle(rule.fact)) return { from: Math.min(0, ...all), to: Math.max(0, ...all) }
  return add(all.map(points => hull({ from: points, to: points }, ZERO)))
}

function engagementRange({ engagement: { cap, rules } }: ScoreModel): Range {
  const ranges = rules.map(actRange)
  const { from, to } = add(ranges)
  return { from, to: Math.min(to, cap) }
}

function actRange(rule: EngagementRule): Range {
  const least = 'points' in rule && rule.points < 0 ? rule.points * timesOf(rule) : 0
  const { cap = Number.POSITIVE_INFINITY } = rule
  return { from: Math.max(least, -cap), to: Math.min(mostOf(rule), cap) }
}

/** How often the points of a rule may count for one lead. */
function timesOf(rule: FitRule | EngagementRule): number {
  switch (rule.kind) {
    case 'event':
      return rule.times === 'once' ? 1 : ((rule.per ? undefined : rule.max) ?? Number.POSITIVE_INFINITY)
    case 'idle':
      return rule.repeat ?? 1
    case 'account':
      return rule.each ? Number.POSITIVE_INFINITY : 1
    default:
      return 1
  }
}

function heats(
  { thresholds: { hot, cold } }: ScoreModel,
  { fit, score }: Pick<ScoreBounds, 'fit' | 'score'>,
  ids: readonly (string | undefined)[],
): (Heat | 'disqualified')[] {
  const found: (Heat | 'disqualified')[] = ids.some(id => id !== undefined) ? ['disqualified'] : []
  if (!ids.includes(undefined)) return found
  if (score.to >= hot.score && fit.to >= hot.fit) found.push('hot')
  if (score.from >= hot.score && fit.from >= hot.fit) return found
  if (score.to >= cold.below) found.push('warm')
  if (score.from < cold.below) found.push('cold')
  return found
}

function hull(one: Range, other: Range): Range {
  return { from: Math.min(one.from, other.from), to: Math.max(one.to, other.to) }
}

function add(ranges: readonly Range[]): Range {
  return ranges.reduce((sum, { from, to }) => ({ from: sum.from + from, to: sum.to + to }), ZERO)
}
