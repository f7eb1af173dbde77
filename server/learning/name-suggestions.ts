import type { Flow } from '#flows/flow.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { EncodedFact } from './encode.ts'
import { optionRules, rulesOf } from './features.ts'
import type { FactPoints } from './points-table.ts'
import type { Suggestion } from './report-types.ts'

interface Naming {
  readonly flow: Flow
  readonly model: ScoreModel
}

interface LearnedFact {
  readonly fact: EncodedFact
  readonly table: FactPoints
  readonly counts: readonly { readonly leads: number; readonly good: number }[]
}

/** A new fact is worth a rule only if it moves a lead by so much, on so many leads. */
const WORTH_A_RULE = 2
const LEADS_FOR_A_RULE = 10

/** What the learnt points of one feature suggest for the model: the options of a rule, a whole rule, or a new one. */
export function suggestionsFor({ flow, model }: Naming, learned: LearnedFact): Suggestion[] {
  const { name } = learned.fact
  if (name.startsWith('rule:')) return ruleSuggestion(model, name.slice('rule:'.length), learned)
  const [fact = '', option] = name.slice('fact:'.length).split('=')
  const rule = optionRules(model).get(fact)
  const levels = option === undefined ? optionLevels(learned) : [{ option, ...differenceToNo(learned) }]
  const suggestions = levels.map(({ option: value, points, leads, good }): Suggestion => {
    const present = rule && Object.hasOwn(rule.points, value) ? (rule.points[value] ?? 0) : 0
    return {
      key: `${name}:${value}`,
      kind: rule ? 'option' : 'new',
      rule: rule?.id ?? fact,
      option: value,
      label: rule?.label ?? factLabel(flow, fact),
      optionLabel: optionLabel(flow, fact, value),
      present,
      suggested: points,
      leads,
      good,
    }
  })
  if (rule) return suggestions
  const counts = suggestions.filter(({ leads }) => leads >= LEADS_FOR_A_RULE)
  return counts.some(({ suggested }) => Math.abs(suggested) >= WORTH_A_RULE) ? counts : []
}

/** What a rule is called: its own words. */
export function ruleLabel(model: ScoreModel, ruleId: string): string {
  const rule = rulesOf(model).find(({ id }) => id === ruleId)
  if (!rule) return ruleId
  if ('label' in rule) return rule.label
  return rule.reason ?? ruleId
}

function ruleSuggestion(model: ScoreModel, id: string, learned: LearnedFact): Suggestion[] {
  const rule = rulesOf(model).find(one => one.id === id)
  // Rules with a table of points of their own keep it: one number cannot stand for it.
  if (!rule || !('points' in rule) || typeof rule.points !== 'number') return []
  const { points, leads, good } = differenceToNo(learned)
  return [
    {
      key: `rule:${id}`,
      kind: 'rule',
      rule: id,
      option: null,
      label: ruleLabel(model, id),
      optionLabel: null,
      present: rule.points,
      suggested: points,
      leads,
      good,
    },
  ]
}

function optionLevels({ fact, table, counts }: LearnedFact) {
  return fact.levels.flatMap((level, index) => {
    const { leads = 0, good = 0 } = counts[index] ?? {}
    if (level.kind !== 'option' || level.value === undefined) return []
    return [{ option: level.value, points: table.lines[index]?.points ?? 0, leads, good }]
  })
}

function differenceToNo({ fact, table, counts }: LearnedFact) {
  const yes = fact.levels.findIndex(level => level.value === 'yes')
  const no = fact.levels.findIndex(level => level.value === 'no')
  const { leads = 0, good = 0 } = counts[yes] ?? {}
  const points = Math.round((table.lines[yes]?.exact ?? 0) - (table.lines[no]?.exact ?? 0)) + 0
  return { points, leads, good }
}

function factLabel({ fields }: Flow, fact: string): string {
  const field = Object.hasOwn(fields, fact) ? fields[fact] : undefined
  if (field && 'label' in field && typeof field.label === 'string') return field.label
  return AROUND[fact] ?? fact
}

const AROUND: Readonly<Record<string, string>> = {
  source: 'Source',
  'utm.source': 'Campaign source',
  'utm.medium': 'Campaign medium',
  device: 'Device',
  country: 'Country',
  surface: 'Where it was asked',
  lang: 'Language',
  'company.industry': 'Industry',
  'company.country': 'Country of the company',
  'context.weekday': 'Weekday',
}

function optionLabel({ fields }: Flow, fact: string, value: string): string {
  const field = Object.hasOwn(fields, fact.split('.')[0] ?? fact) ? fields[fact.split('.')[0] ?? fact] : undefined
  const options = field && 'options' in field ? field.options : []
  return options.find(option => option.id === value)?.label ?? value
}
