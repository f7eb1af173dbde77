import type { Fact, Facts } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import type { EngagementRule, FitRule, ScoreModel } from '../scoring/score-model.ts'
import type { Cell, Column } from './table.ts'

type Rule = FitRule | EngagementRule

/** What learning sees of a lead: a value for each feature. `fact:size` → `s11_49`, `rule:pricing_page` → `yes`. */
export type Features = ReadonlyMap<string, Cell>

export interface FeatureInput {
  readonly flow: Flow
  readonly model: ScoreModel
  /** Known at capture. */
  readonly facts: Facts
  /** Rules that gave or took points at capture. */
  readonly fired: ReadonlySet<string>
}

export const factFeature = (fact: string) => `fact:${fact}`
export const ruleFeature = (rule: string) => `rule:${rule}`

/**
 * The facts that rules give points for by option, whether each other rule counted, and answers no rule looks at yet. Of a
 * list each option is a feature of its own (`fact:tools=crm`). What names the person, and what nobody may be judged by,
 * is left out.
 */
export function featuresOf({ flow, model, facts, fired }: FeatureInput): Features {
  const features = new Map<string, Cell>()
  const byOption = optionRules(model)
  for (const fact of byOption.keys()) addFact(features, fact, facts[fact])
  for (const rule of rulesOf(model)) {
    if (rule.kind !== 'options') features.set(ruleFeature(rule.id), fired.has(rule.id) ? 'yes' : 'no')
  }
  for (const [fact, value] of Object.entries(facts)) {
    if (!byOption.has(fact) && isCandidate(fact, flow)) addFact(features, fact, value)
  }
  return features
}

/** Rules that give points by option, by the fact they look at. */
export function optionRules(model: ScoreModel): ReadonlyMap<string, Extract<FitRule, { kind: 'options' }>> {
  const found = new Map<string, Extract<FitRule, { kind: 'options' }>>()
  for (const rule of model.fit) {
    if (rule.kind === 'options' && !found.has(rule.fact) && !isProtected(rule.fact)) found.set(rule.fact, rule)
  }
  return found
}

export function rulesOf(model: ScoreModel): readonly Rule[] {
  return [...model.fit, ...model.engagement.rules]
}

/** Of many leads, the columns to learn from. A list's option nobody else has is missing for them: `no`. */
export function toFeatureColumns(leads: readonly Features[]): Column[] {
  const names = [...new Set(leads.flatMap(lead => [...lead.keys()]))].sort()
  return names.map(name => {
    const nothing = name.includes('=') || name.startsWith('rule:') ? 'no' : null
    return { name, kind: 'category', cells: leads.map(lead => lead.get(name) ?? nothing) }
  })
}

function addFact(features: Map<string, Cell>, fact: string, value: Fact | undefined): void {
  if (Array.isArray(value)) {
    for (const option of value) features.set(`${factFeature(fact)}=${option}`, 'yes')
  } else if (value !== undefined) features.set(factFeature(fact), String(value))
}

/** What is known of the way they came and of the company. */
const AROUND = new Set([
  'source',
  'utm.source',
  'utm.medium',
  'device',
  'country',
  'surface',
  'lang',
  'company.industry',
  'company.country',
  'context.weekday',
])
const PROTECTED =
  /(^|[._-])(age|birth(day|date)?|gender|sex|race|ethnicity|nationality|religion|disability|marital|pregnan\w*|orientation|salutation)([._-]|$)/

/** What nobody is to be judged by, whatever the outcomes say. */
export function isProtected(fact: string): boolean {
  return PROTECTED.test(fact.toLowerCase())
}

function isCandidate(fact: string, { fields }: Flow): boolean {
  if (isProtected(fact)) return false
  const field = Object.hasOwn(fields, fact) ? fields[fact] : undefined
  return field ? 'options' in field || field.kind === 'rating' : AROUND.has(fact)
}
