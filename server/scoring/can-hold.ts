import { type Condition, type Fact, type Facts, factsRead, holds, type Leaf } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'

/** Combinations that are tried before a condition is given the benefit of the doubt. */
const TRIED = 20_000
const OTHER = '\u0000other'

/**
 * Whether some answers make a condition hold, tried with every value that it tells apart: the options of single questions,
 * the values and limits it names, something else, and nothing. True when there is too much to try: it may call a condition
 * possible that is not, never the other way round.
 */
export function canHold(condition: Condition, fields: Flow['fields'] = {}, tried = TRIED): boolean {
  return whatHolds(condition, fields, tried) !== null
}

/** Facts that make a condition hold, as few as possible; null where there are none or too much to try. */
export function exampleFor(condition: Condition): Facts | null {
  const found = whatHolds(condition, {}, TRIED)
  return found === 'unknown' ? null : found
}

function whatHolds(condition: Condition, fields: Flow['fields'], tried: number): Facts | null | 'unknown' {
  const facts = factsRead(condition)
  const values = facts.map(fact => valuesOf(fact, condition, fields))
  const combinations = values.reduce((product, list) => product * list.length, 1)
  if (combinations > tried) return 'unknown'
  for (let number = 0; number < combinations; number += 1) {
    const found = combination(number, facts, values)
    if (holds(condition, found)) return found
  }
  return null
}

/** Combinations that are tried for each two conditions of a long list. */
const TRIED_OF_PAIRS = 500

/** Whether one condition holds whenever another does. It may say no where that is so, never yes where it is not. */
export function isImplied(condition: Condition, by: Condition): boolean {
  const read = new Set(factsRead(by))
  // What the other does not look at can be anything.
  if (!factsRead(condition).some(fact => read.has(fact))) return false
  return !canHold({ all: [by, { not: condition }] }, {}, TRIED_OF_PAIRS)
}

function combination(number: number, facts: readonly string[], values: readonly (readonly (Fact | undefined)[])[]) {
  const chosen: Record<string, Fact | undefined> = {}
  let rest = number
  for (const [index, fact] of facts.entries()) {
    const list = values[index] ?? []
    chosen[fact] = list[rest % list.length]
    rest = Math.floor(rest / list.length)
  }
  return chosen
}

function valuesOf(fact: string, condition: Condition, fields: Flow['fields']): readonly (Fact | undefined)[] {
  const named = leavesOf(condition).flatMap(leaf => (leaf.fact === fact ? valuesNamed(leaf) : []))
  const field = Object.hasOwn(fields, fact) ? fields[fact] : undefined
  const offered = field && 'options' in field ? field.options.map(option => option.id) : null
  if (offered && field?.kind !== 'multi_choice') return [undefined, ...offered]
  const lists = [...new Set(named.filter(value => typeof value === 'string'))]
  // A list may hold everything at once.
  return [...new Set<Fact | undefined>([undefined, ...named, OTHER]), lists]
}

/** Values at which a leaf may turn, on both sides. */
export function valuesNamed(leaf: Leaf): Fact[] {
  if ('is' in leaf) return [leaf.is]
  if ('isNot' in leaf) return [leaf.isNot]
  if ('in' in leaf) return [...leaf.in]
  if ('notIn' in leaf) return [...leaf.notIn]
  if ('has' in leaf) return [leaf.has, [leaf.has]]
  if ('domainIn' in leaf) return [...leaf.domainIn]
  if ('glob' in leaf) return [leaf.glob.replaceAll('*', ''), leaf.glob.replaceAll('*', 'x')]
  const limit =
    'gt' in leaf ? leaf.gt : 'gte' in leaf ? leaf.gte : 'lt' in leaf ? leaf.lt : 'lte' in leaf ? leaf.lte : null
  return limit === null ? [] : [limit - 1, limit, limit + 1]
}

export function leavesOf(condition: Condition): Leaf[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf)
  if ('any' in condition) return condition.any.flatMap(leavesOf)
  return 'not' in condition ? leavesOf(condition.not) : [condition]
}
