import type { Condition } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import { canonicalCondition } from './canonical-condition.ts'
import { escaped } from './finding.ts'
import { sourceFact } from './rules/source.ts'
import type { FitRule, ScoreModel } from './score-model.ts'
import { spellOut } from './spell-out.ts'
import { isByName, type NamedAnswer, sufficientAnswers } from './sufficient-answers.ts'

/** One thing that a rule about who somebody is gives or takes points for. */
export interface FitCase {
  readonly rule: string
  /** The rule in words. */
  readonly name: string
  readonly pointer: string
  readonly points: number
  readonly when: Condition
  /** The same for cases that hold for the same people. */
  readonly key: string
  /** A line of a table, a condition that names answers, or any other. */
  readonly by: 'table' | 'names' | 'other'
  /** Each of these answers is enough. */
  readonly answers: readonly NamedAnswer[]
}

/** Everything that rules of a model give or take points for, in the order of the rules. */
export function fitCases(model: ScoreModel, fields?: Flow['fields']): FitCase[] {
  const { fit, engagement } = model
  const ofFit = fit.flatMap((rule, index) => casesOf(spelledOut(rule, model), `/fit/${index}`, fields))
  const colleagues = engagement.rules.flatMap((rule, index) =>
    rule.kind === 'colleague' ? [toCase(rule, `/engagement/rules/${index}`, { when: PEOPLE(2) })] : [],
  )
  return [...ofFit, ...colleagues].filter(({ points }) => points !== 0)
}

function spelledOut(rule: FitRule, model: ScoreModel): FitRule {
  return rule.kind === 'when' ? { ...rule, when: spellOut(rule.when, model) } : rule
}

const PEOPLE = (gte: number): Condition => ({ fact: 'account.people', gte })

function casesOf(rule: FitRule, pointer: string, fields: Flow['fields'] | undefined): FitCase[] {
  switch (rule.kind) {
    case 'options':
      return tableCases({ ...rule, name: rule.label, fact: rule.fact }, pointer, fields)
    case 'source': {
      const exact = Object.entries(rule.points).filter(([name]) => !name.includes('*'))
      const points = Object.fromEntries(exact.map(([name, worth]) => [name.toLowerCase(), worth]))
      return tableCases({ id: rule.id, name: rule.label, fact: sourceFact(rule), points }, pointer, fields)
    }
    case 'crm': {
      const { signal, stages = [] } = rule
      if (signal === 'known_for') return [toCase(rule, pointer, { when: { fact: 'crm.since', gte: rule.days ?? 0 } })]
      if (signal === 'owned') return [toCase(rule, pointer, { when: { fact: 'crm.owner', known: true } })]
      if (signal !== 'stage') return [toCase(rule, pointer, { when: { fact: `crm.${signal}`, is: true } })]
      return [toCase(rule, pointer, { when: { fact: 'crm.stage', in: stages.map(stage => stage.toLowerCase()) } })]
    }
    case 'account': {
      const { signal, atLeast, each } = rule
      // What every further person gives may well come on top of what the second one did.
      if (each) return []
      if (signal === 'people') return [toCase(rule, pointer, { when: PEOPLE(atLeast ?? 2) })]
      if (signal === 'score') return [toCase(rule, pointer, { when: { fact: 'account.score', gte: atLeast ?? 1 } })]
      return [toCase(rule, pointer, { when: { fact: `account.${signal}`, is: true } })]
    }
    case 'context':
      return [toCase(rule, pointer, { when: { all: contextOf(rule) } })]
    case 'when':
      return [toCase(rule, pointer, { when: rule.when, fields })]
  }
}

interface Table {
  readonly id: string
  readonly name: string
  readonly fact: string
  readonly points: Readonly<Record<string, number>>
}

function tableCases({ id, name, fact, points }: Table, pointer: string, fields: Flow['fields'] | undefined): FitCase[] {
  return Object.entries(points).map(([value, worth]) => {
    const when: Condition = { fact, is: value }
    const answers = sufficientAnswers({ any: [when, { fact, has: value }] }, fields)
    const at = `${pointer}/points/${escaped(value)}`
    return { rule: id, name, pointer: at, points: worth, when, key: canonicalCondition(when), by: 'table', answers }
  })
}

interface Giving {
  readonly id: string
  readonly points: number
  readonly reason: string
}

function toCase(
  { id, points, reason }: Giving,
  pointer: string,
  { when, fields }: { readonly when: Condition; readonly fields?: Flow['fields'] | undefined },
): FitCase {
  const answers = sufficientAnswers(when, fields)
  const by = isByName(when) ? 'names' : 'other'
  return { rule: id, name: reason, pointer, points, when, key: canonicalCondition(when), by, answers }
}

function contextOf({ weekdays, hours, completeness }: Extract<FitRule, { kind: 'context' }>): Condition[] {
  return [
    ...(weekdays ? [{ fact: 'context.weekday', in: weekdays }] : []),
    ...(hours ? [hoursOf(hours)] : []),
    ...(completeness ? [{ fact: 'context.completeness', gte: completeness.atLeast }] : []),
  ]
}

function hoursOf({ from, to }: { readonly from: number; readonly to: number }): Condition {
  const both = [
    { fact: 'context.hour', gte: from },
    { fact: 'context.hour', lt: to },
  ]
  return from < to ? { all: both } : { any: both }
}
