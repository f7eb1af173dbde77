import type { Fact, Facts } from '#flows/condition.ts'
import { describeAnswer, factsOf } from '#flows/fields/index.ts'
import type { Answer, Field } from '#flows/flow.ts'
import type { Possible } from './possible.ts'
import type { FitRule } from './score-model.ts'
import { factsOfModel } from './score-plan.ts'
import type { Known } from './suppose.ts'

/** What a question may still be answered by: every answer of a question with few, one option more of a list. */
export function possibleAnswers(id: string, field: Field, { facts, labels }: Known): Possible[] {
  const current = facts[id]
  return answersLeft(field, current).map(({ answer, option }): Possible => {
    const value = labels(id, option)
    const named = value === option && !('options' in field) ? describeAnswer(field, answer, 'en') : value
    return {
      what: 'answer',
      id: `${id}:${option}`,
      reason: `${wordsOf(id)}: ${named}`,
      open: current === undefined,
      acts: 0,
      by: null,
      supposed: { facts: { ...without(facts, id), ...factsOf(id, field, answer) } },
    }
  })
}

function answersLeft(field: Field, current: Fact | undefined): { answer: Answer; option: string }[] {
  if (field.kind === 'multi_choice') {
    const chosen: readonly string[] = Array.isArray(current) ? current : []
    if (chosen.length >= (field.max ?? field.options.length)) return []
    const more = field.options.filter(option => !chosen.includes(option.id))
    // In the order of the field, as an answer is kept.
    const list = (id: string) =>
      field.options.flatMap(option => (option.id === id || chosen.includes(option.id) ? [option.id] : []))
    return more.map(({ id }) => ({ answer: list(id), option: id }))
  }
  if (field.kind === 'rating') {
    const first = field.min ?? 1
    const scale = Array.from({ length: field.max - first + 1 }, (_, index) => first + index)
    return scale.filter(value => value !== current).map(value => ({ answer: value, option: String(value) }))
  }
  if (!('options' in field)) return []
  return field.options.flatMap(({ id }) => (id === current ? [] : [{ answer: id, option: id }]))
}

function without(facts: Facts, id: string): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => name !== id && !name.startsWith(`${id}.`)))
}

function wordsOf(id: string): string {
  const words = id.replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What a CRM may tell, or a marketer decide, of a lead or its company. */
export function possibleNews(rule: FitRule, { facts, belongsToCompany }: Known): Possible[] {
  const news = (what: Possible['what'], told: Facts): Possible[] => {
    const { id, reason = '' } = rule
    return [{ what, id, reason, open: false, acts: 0, by: null, supposed: { facts: { ...facts, ...told } } }]
  }
  if (rule.kind === 'account' && rule.signal === 'priority' && belongsToCompany) {
    return facts['account.priority'] === true ? [] : news('priority', { 'account.priority': true })
  }
  if (rule.kind !== 'crm') return []
  const [stage] = rule.stages ?? []
  switch (rule.signal) {
    case 'stage':
      return stage === undefined ? [] : news('crm', { 'crm.stage': stage })
    case 'owned':
      return facts['crm.owner'] ? [] : news('crm', { 'crm.owner': 'somebody' })
    case 'contacted':
      return facts['crm.contacted'] === true ? [] : news('crm', { 'crm.contacted': true })
    case 'lost':
      return facts['crm.lost'] === true ? [] : news('crm', { 'crm.lost': true })
    case 'known_for':
      // Time alone brings it about.
      return []
  }
}

/** One more person of the company. Not told where rules look at what that person would make of the account. */
export function possibleColleague(rule: { readonly id: string; readonly reason: string }, known: Known): Possible[] {
  const { model, facts, colleagues, belongsToCompany } = known
  const reads = factsOfModel(model)
  if (!belongsToCompany || reads.includes('account.committee') || reads.includes('account.score')) return []
  const more = { ...facts, 'account.people': colleagues + 2 }
  const { id, reason } = rule
  const supposed = { colleagues: colleagues + 1, facts: more }
  return [{ what: 'colleague', id, reason, open: false, acts: 0, by: null, supposed }]
}
