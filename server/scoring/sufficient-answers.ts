import { type Condition, type Facts, factsRead, holds, type Leaf } from '#flows/condition.ts'
import { factsOf } from '#flows/fields/index.ts'
import type { Flow } from '#flows/flow.ts'

/** One value of one fact; for a question of the flow, one of its options. */
export interface NamedAnswer {
  readonly fact: string
  readonly value: string
  /** What people call it. */
  readonly label: string
}

const OTHER = '\u0000other'

/**
 * The answers that make a condition hold, each by itself. Of the flow's questions they are options, also where the
 * condition reads what an option stands for (`size.min`); elsewhere the values it names. None where the condition holds
 * for anything else too (`known`, `isNot`), or for every option: that says nothing of one answer.
 */
export function sufficientAnswers(condition: Condition, fields: Flow['fields'] = {}): NamedAnswer[] {
  if ('any' in condition) return eachOnce(condition.any.flatMap(part => sufficientAnswers(part, fields)))
  const read = factsRead(condition)
  const elsewhere = Object.fromEntries(read.map(fact => [fact, OTHER]))
  if (holds(condition, {}) || holds(condition, elsewhere)) return []
  const [first = ''] = read
  const [root = first] = first.split('.', 1)
  const offered = Object.hasOwn(fields, root) ? optionsOf(root, fields) : null
  if (!offered) return read.length === 1 ? valuesNamed(condition).filter(isEnough(condition)) : []
  if (read.some(fact => fact !== root && !fact.startsWith(`${root}.`))) return []
  const enough = offered.filter(({ facts }) => holds(condition, facts))
  return enough.length === offered.length ? [] : enough.map(({ answer }) => answer)
}

/** Whether a condition says its values one by one, as opposed to by limits. */
export function isByName(condition: Condition): boolean {
  if ('any' in condition) return condition.any.every(isByName)
  return 'is' in condition || 'in' in condition || 'has' in condition
}

function eachOnce(answers: readonly NamedAnswer[]): NamedAnswer[] {
  return [...new Map(answers.map(answer => [`${answer.fact} ${answer.value}`, answer])).values()]
}

interface Offered {
  readonly answer: NamedAnswer
  readonly facts: Facts
}

function optionsOf(root: string, fields: Flow['fields']): Offered[] | null {
  const field = fields[root]
  if (!field || !('options' in field)) return null
  return field.options.map(({ id, label }) => ({
    answer: { fact: root, value: id, label },
    facts: factsOf(root, field, field.kind === 'multi_choice' ? [id] : id),
  }))
}

function valuesNamed(condition: Condition): NamedAnswer[] {
  if ('all' in condition) return condition.all.flatMap(valuesNamed)
  if ('any' in condition) return condition.any.flatMap(valuesNamed)
  if ('not' in condition) return []
  return namedIn(condition).map(value => ({ fact: condition.fact, value, label: value }))
}

function namedIn(leaf: Leaf): string[] {
  if ('is' in leaf) return [leaf.is].map(String)
  if ('in' in leaf) return leaf.in.map(String)
  return 'has' in leaf ? [leaf.has] : []
}

function isEnough(condition: Condition) {
  return ({ fact, value }: NamedAnswer) => {
    const readings = [value, [value], Number(value), value === 'true']
    return readings.some(reading => holds(condition, { [fact]: reading }))
  }
}
