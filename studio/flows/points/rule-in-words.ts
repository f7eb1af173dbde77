import type { Condition } from '#flows/condition.ts'
import type { EngagementRule, FitRule, ScoreChoices } from '#server/http/api-type.ts'
import { factInWords } from '../../fact-words.ts'
import { count as counted } from '../../words.ts'
import { inWords } from '../conditions/condition-rows.ts'
import type { FactInfo } from '../conditions/fact-catalog.ts'
import type { Filter } from './act-filter.tsx'
import { fadingInWords } from './decay-curve.tsx'
import { fadingOfRule } from './fading-of-rule.ts'

/** What names stand for. */
export interface Vocabulary {
  readonly facts: readonly FactInfo[]
  readonly acts: ScoreChoices['acts']
}

/** What a rule looks for, how often it counts, and what limits it: `Page viewed: /pricing*, once · at most 5`. */
export function ruleInWords(rule: FitRule | EngagementRule, words: Vocabulary): string {
  return [looksFor(rule, words), ...limitsInWords(rule)].join(' · ')
}

/** What a rule has set of what most leave as it is. */
export function limitsInWords(rule: FitRule | EngagementRule): string[] {
  const fading = fadingOfRule(rule)
  return [
    ...(rule.cap === undefined ? [] : [`counts at most ${rule.cap}`]),
    ...(fading === undefined ? [] : [lowered(fadingInWords(fading))]),
  ]
}

function looksFor(rule: FitRule | EngagementRule, words: Vocabulary): string {
  const act = (filter: Filter) => actInWords(filter, words.acts)
  switch (rule.kind) {
    case 'options':
      return rule.label
    case 'source':
      return rule.label
    case 'when':
      return inWords(rule.when, words.facts)
    case 'account':
      return accountInWords(rule)
    case 'crm':
      return crmInWords(rule)
    case 'context':
      return contextInWords(rule)
    case 'colleague':
      return 'Somebody else of the same company is a lead'
    case 'return':
      return `Another visit within ${days(rule.withinDays)}`
    case 'event':
      return `${act(rule)}, ${timesInWords(rule)}`
    case 'count':
      return countInWords(rule, act(rule))
    case 'sequence': {
      const within = rule.withinDays === undefined ? '' : `, within ${days(rule.withinDays)}`
      return rule.steps.map(act).join(', then ') + within
    }
    case 'recency': {
      const steps = rule.steps.map(step => `${step.points} up to ${days(step.days)}`)
      return `${rule.event === undefined ? 'Newest act' : `Newest: ${act(rule)}`} · ${steps.join(', ')}`
    }
    case 'velocity': {
      const steps = rule.steps.map(step => `${step.points} within ${days(step.withinDays)}`)
      return `${rule.atLeast} × ${act(rule)} · ${steps.join(', ')}`
    }
    case 'absence': {
      const undone = [rule.without, ...(rule.orWithout ?? [])].map(act).join(' or ')
      return `${act(rule.seen)}, but not ${undone} within ${days(rule.days)}`
    }
    case 'idle': {
      const again = rule.repeat === undefined ? '' : `, and again each time, ${rule.repeat} times in all`
      return `No act for ${days(rule.days)}${again}`
    }
  }
}

/** `Page viewed: /pricing*`; any act where none is named. */
export function actInWords(
  { event, path, file, name, where, minSeconds, minScrolled }: Filter,
  acts: Vocabulary['acts'],
): string {
  const label = event === undefined ? 'Any act' : (acts.find(({ slug }) => slug === event)?.label ?? factInWords(event))
  const narrowed = path ?? file ?? name
  return [
    narrowed === undefined ? label : `${label}: ${narrowed}`,
    ...(minSeconds === undefined ? [] : [`for ${minSeconds} s or more`]),
    ...(minScrolled === undefined ? [] : [`seen to ${minScrolled} %`]),
    ...(where ? [`where ${lowered(inWords(where, propertiesIn(where)))}`] : []),
  ].join(' ')
}

type RuleOf<Kind extends (FitRule | EngagementRule)['kind']> = Extract<FitRule | EngagementRule, { kind: Kind }>

function countInWords({ atLeast, of }: RuleOf<'count'>, act: string): string {
  if (of === undefined) return `${atLeast} × ${act}`
  return `${act}, ${of === 'pages' ? `${atLeast} different pages` : `in ${atLeast} different visits`}`
}

function timesInWords({ times, max, per, distinct, ahead }: RuleOf<'event'>): string {
  if (times === 'once') return 'once'
  if (ahead) return 'once for each stage ahead'
  if (max === undefined) return distinct ? 'once for each title or file' : 'each time'
  return `at most ${max} ${per === undefined ? 'in all' : `a ${per}`}`
}

function accountInWords({ signal, atLeast, each }: RuleOf<'account'>): string {
  switch (signal) {
    case 'committee':
      return 'A buying committee came'
    case 'priority':
      return 'The company is on the priority list'
    case 'score':
      return `The account’s score is ${atLeast ?? 1} or more`
    case 'people': {
      const least = `${atLeast ?? 2} or more people of the company are leads`
      return each ? `${least}, for each from that number on` : least
    }
  }
}

function crmInWords({ signal, stages = [], days: known = 0 }: RuleOf<'crm'>): string {
  switch (signal) {
    case 'stage':
      return `In the CRM at ${stages.join(' or ')}`
    case 'owned':
      return 'Has an owner in the CRM'
    case 'contacted':
      return 'Sales spoke to them'
    case 'lost':
      return 'Lost before, says the CRM'
    case 'known_for':
      return `Known to the CRM for ${days(known)}`
  }
}

function contextInWords({ weekdays, hours, completeness }: RuleOf<'context'>): string {
  const parts = [
    ...(weekdays ? [`on ${weekdays.map(factInWords).join(', ')}`] : []),
    ...(hours ? [`from ${hours.from} to ${hours.to} o’clock`] : []),
    ...(completeness ? [`with ${completeness.atLeast} % of the questions answered`] : []),
  ]
  return `Came ${parts.join(', ')}`
}

/** Properties of an act have no catalogue: their own names say what they are. */
export function propertiesIn(where: Condition): FactInfo[] {
  if ('fact' in where) return [{ fact: where.fact, label: factInWords(where.fact), type: 'text' }]
  const parts = 'all' in where ? where.all : 'any' in where ? where.any : [where.not]
  return parts.flatMap(propertiesIn)
}

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1)
}

function days(number: number): string {
  return counted(number, 'day')
}
