import { canonicalJson } from '#flows/canonical.ts'
import type { Flow } from '#flows/flow.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import { describeOrderChanges } from './describe-order-changes.ts'
import { describeRegionChanges } from './describe-region-changes.ts'

/** One difference between two models, in words. */
export interface ModelChange {
  /** What it is about: `Role: Head`, `MQL from score`. */
  readonly text: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly group: 'fit' | 'engagement' | 'rules' | 'thresholds' | 'other'
  readonly before?: string
  readonly after?: string
}

type Json = Readonly<Record<string, unknown>>

/** What makes `is` another model than `was`, rule by rule; option ids are told as the flow's visitors read them. */
export function describeModelChanges(was: ScoreModel, is: ScoreModel, flow?: Pick<Flow, 'fields'>): ModelChange[] {
  const labels = (fact: unknown, id: string) => labelOf(flow, fact, id)
  const lists = LISTS.flatMap(({ group, noun, of }) =>
    pairs(of(was), of(is)).flatMap(([before, after]) => ruleChanges({ group, noun, before, after, labels })),
  )
  const settings = SETTINGS.flatMap(({ group, text, of }) => valueChange(group, text, of(was), of(is)))
  return [
    ...lists,
    ...describeRegionChanges(was, is, labels),
    ...describeOrderChanges(was, is),
    ...settings,
    ...otherChanges(was, is),
  ]
}

const LISTS: readonly {
  readonly group: ModelChange['group']
  readonly noun: string
  readonly of: (model: ScoreModel) => readonly Json[]
}[] = [
  { group: 'fit', noun: '', of: model => model.fit },
  { group: 'engagement', noun: '', of: model => model.engagement.rules },
  { group: 'rules', noun: 'Disqualifier ', of: model => model.disqualify },
  { group: 'rules', noun: 'Cap ', of: model => model.caps ?? [] },
  { group: 'rules', noun: 'Region ', of: model => (model.regions ?? []).map(withoutPoints) },
  { group: 'rules', noun: 'Profile ', of: model => model.profiles ?? [] },
  { group: 'rules', noun: 'Persona ', of: model => model.personas ?? [] },
  { group: 'rules', noun: 'Doubt ', of: model => model.plausibility ?? [] },
  { group: 'rules', noun: 'Milestone ', of: model => model.milestones ?? [] },
]

/** The points of a region are told apart, line by line. */
function withoutPoints({ points: _points, ...region }: NonNullable<ScoreModel['regions']>[number]): Json {
  return region
}

const SETTINGS: readonly {
  readonly group: ModelChange['group']
  readonly text: string
  readonly of: (model: ScoreModel) => unknown
}[] = [
  { group: 'thresholds', text: 'MQL from score', of: model => model.mql.score },
  { group: 'thresholds', text: 'To sales from score', of: model => model.sal?.score },
  { group: 'thresholds', text: 'Hot from score', of: model => model.thresholds.hot.score },
  { group: 'thresholds', text: 'Hot needs fit of', of: model => model.thresholds.hot.fit },
  { group: 'thresholds', text: 'Cold below score', of: model => model.thresholds.cold.below },
  { group: 'engagement', text: 'Most that engagement counts', of: model => model.engagement.cap },
  { group: 'engagement', text: 'Acts are worth half after', of: model => days(model.engagement.halfLifeDays) },
  { group: 'engagement', text: 'Acts fade in steps', of: model => model.engagement.steps },
  { group: 'fit', text: 'Most that fit counts', of: model => model.fitCap },
  { group: 'thresholds', text: 'Stage of a lead that asks for sales', of: model => model.askedForSales ?? 'sal' },
  {
    group: 'other',
    text: 'Grades of fit',
    of: ({ grades }) => grades && gradesInWords('ABC', [grades.fit.a, grades.fit.b, grades.fit.c]),
  },
  {
    group: 'other',
    text: 'Grades of engagement',
    of: ({ grades }) =>
      grades && gradesInWords('123', [grades.engagement.one, grades.engagement.two, grades.engagement.three]),
  },
  { group: 'other', text: 'One number of 100', of: ({ hundred }) => hundred && hundredInWords(hundred) },
  { group: 'other', text: 'Name', of: model => model.name },
]

/** Told above, or no matter of scoring. */
const TOLD = new Set([
  ...['format', 'preset', 'name', 'fit', 'disqualify', 'caps', 'regions', 'profiles', 'personas', 'plausibility'],
  ...['milestones', 'mql', 'sal', 'thresholds', 'askedForSales', 'fitCap', 'engagement', 'grades', 'hundred'],
])

interface RulePair {
  readonly group: ModelChange['group']
  readonly noun: string
  readonly before: Json | undefined
  readonly after: Json | undefined
  readonly labels: (fact: unknown, id: string) => string
}

function ruleChanges({ group, noun, before, after, labels }: RulePair): ModelChange[] {
  const own = nameOf(after ?? before ?? {})
  const name = noun ? `${noun}“${own}”` : own
  if (!before) return [{ group, kind: 'added', text: name, ...worth('after', after) }]
  if (!after) return [{ group, kind: 'removed', text: name, ...worth('before', before) }]
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return keys.flatMap((key): ModelChange[] => {
    const [was, is] = [before[key], after[key]]
    if (same(was, is) || key === 'id') return []
    if (isPointsTable(was) && isPointsTable(is)) {
      return optionChanges(was, is).map(({ id, ...values }) => ({
        group,
        kind: 'changed',
        text: `${name}: ${labels(after.fact, id)}`,
        ...values,
      }))
    }
    return [{ group, kind: 'changed', text: `${name}: ${wordsFor(key)}`, ...shown(key, was, is) }]
  })
}

function optionChanges(was: Readonly<Record<string, number>>, is: Readonly<Record<string, number>>) {
  const ids = [...new Set([...Object.keys(is), ...Object.keys(was)])]
  return ids
    .filter(id => (was[id] ?? 0) !== (is[id] ?? 0))
    .map(id => ({ id, before: signed(was[id] ?? 0), after: signed(is[id] ?? 0) }))
}

function valueChange(group: ModelChange['group'], text: string, was: unknown, is: unknown): ModelChange[] {
  return same(was, is) ? [] : [{ group, kind: 'changed', text, ...shown(text, was, is) }]
}

/** Parts of the format that have no words of their own here yet. */
function otherChanges(was: ScoreModel, is: ScoreModel): ModelChange[] {
  const [before, after] = [was as Json, is as Json] // read by key only
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter(key => !TOLD.has(key))
    .flatMap(key => valueChange('other', wordsFor(key, true), before[key], after[key]))
}

function nameOf(rule: Json): string {
  const { label, name, reason, id } = rule
  return [label, name, reason, id].find(part => typeof part === 'string') as string // every rule has an id
}

function worth(side: 'before' | 'after', rule: Json | undefined): { before?: string; after?: string } {
  return typeof rule?.points === 'number' ? { [side]: points(rule.points) } : {}
}

/** Values a person can read; a condition or another nested part only says that it is another one. */
function shown(key: string, was: unknown, is: unknown): { before?: string; after?: string } {
  const [before, after] = [inWords(key, was), inWords(key, is)]
  return before === null || after === null ? {} : { before, after }
}

function inWords(key: string, value: unknown): string | null {
  if (value === undefined || value === null) return 'none'
  if (typeof value === 'number') return key === 'points' ? points(value) : String(value)
  if (typeof value === 'string') return value
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return null
}

const WORDS: Readonly<Record<string, string>> = {
  when: 'holds for other leads',
  points: 'points',
  times: 'how often it counts',
  max: 'at most',
  per: 'in each',
  halfLifeDays: 'worth half after days',
  withinDays: 'within days',
  atLeast: 'at least',
  path: 'page',
  reason: 'reason',
  label: 'name',
  repeat: 'how often it repeats',
}

function wordsFor(key: string, opening = false): string {
  const words = WORDS[key] ?? key.replaceAll(/([A-Z])/g, ' $1').toLowerCase()
  return opening ? words.charAt(0).toUpperCase() + words.slice(1) : words
}

function isPointsTable(value: unknown): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && value !== null && Object.values(value).every(part => typeof part === 'number')
}

function labelOf(flow: Pick<Flow, 'fields'> | undefined, fact: unknown, id: string): string {
  const field = typeof fact === 'string' && flow && Object.hasOwn(flow.fields, fact) ? flow.fields[fact] : undefined
  const options = field && 'options' in field ? field.options : []
  return options.find(option => option.id === id)?.label ?? id.replaceAll('_', ' ')
}

function pairs(was: readonly Json[], is: readonly Json[]): [Json | undefined, Json | undefined][] {
  const before = new Map(was.map(rule => [rule.id, rule]))
  const kept = new Set(is.map(({ id }) => id))
  return [
    ...is.map((rule): [Json | undefined, Json] => [before.get(rule.id), rule]),
    ...was.filter(({ id }) => !kept.has(id)).map((rule): [Json, undefined] => [rule, undefined]),
  ]
}

function gradesInWords(marks: string, from: readonly number[]): string {
  return from.map((points, index) => `${marks[index]} from ${points}`).join(', ')
}

function hundredInWords({ fit, engagement }: NonNullable<ScoreModel['hundred']>): string {
  return `fit ${fit.weight} % (full at ${fit.max}), engagement ${engagement.weight} % (full at ${engagement.max})`
}

function days(number: number | null): string {
  return number === null ? 'never' : `${number} days`
}

function points(number: number): string {
  return `${signed(number)} ${Math.abs(number) === 1 ? 'point' : 'points'}`
}

function signed(number: number): string {
  return number > 0 ? `+${number}` : number < 0 ? `−${Math.abs(number)}` : '0'
}

function same(a: unknown, b: unknown): boolean {
  return canonicalJson(a ?? null) === canonicalJson(b ?? null)
}
