import type { Condition, Leaf } from '#flows/condition.ts'
import { factInWords } from '../../fact-words.ts'
import type { FactInfo } from './fact-catalog.ts'

export type Comparison = Exclude<KeyOf<Leaf>, 'fact'>
type KeyOf<T> = T extends unknown ? keyof T : never

export function comparisonOf(leaf: Leaf): Comparison {
  const found = Object.keys(leaf).find(key => key !== 'fact')
  return found as Comparison // a leaf has its fact and one comparison, and nothing else
}

export function comparedWith(leaf: Leaf): unknown {
  return Object.entries(leaf).find(([key]) => key !== 'fact')?.[1]
}

/** A comparison with the value put into the form it needs. */
export function leafOf(fact: string, comparison: Comparison, value: unknown): Leaf {
  const leaf = { fact, [comparison]: fitted(comparison, value) }
  return leaf as unknown as Leaf // `fitted` gives each comparison the kind of value it takes
}

/** The first comparison that makes sense for a fact, with a value that is one of its own. */
export function startOf(info: FactInfo): Leaf {
  switch (info.type) {
    case 'option':
      return { fact: info.fact, is: info.options?.[0]?.id ?? '' }
    case 'options':
      return { fact: info.fact, has: info.options?.[0]?.id ?? '' }
    case 'number':
      return { fact: info.fact, gte: 0 }
    case 'yes_no':
      return { fact: info.fact, is: true }
    default:
      return { fact: info.fact, glob: '*' }
  }
}

export const COMPARISONS: Readonly<Record<FactInfo['type'], readonly Comparison[]>> = {
  option: ['is', 'isNot', 'in', 'notIn', 'known', 'unknown'],
  options: ['has', 'known', 'unknown'],
  number: ['gte', 'lte', 'gt', 'lt', 'is', 'known', 'unknown'],
  text: ['glob', 'is', 'isNot', 'in', 'notIn', 'domainIn', 'known', 'unknown'],
  yes_no: ['is', 'known', 'unknown'],
}

export const COMPARISON_WORDS: Readonly<Record<Comparison, string>> = {
  is: 'is',
  isNot: 'is not',
  in: 'is one of',
  notIn: 'is none of',
  gt: 'is more than',
  gte: 'is at least',
  lt: 'is less than',
  lte: 'is at most',
  known: 'is known',
  unknown: 'is not known',
  has: 'includes',
  domainIn: 'belongs to',
  glob: 'matches',
}

/** `Role is Student or researcher and Size from is at least 50`; levels inside stand in brackets. */
export function inWords(condition: Condition, facts: readonly FactInfo[]): string {
  if ('fact' in condition) return leafInWords(condition, facts)
  if ('not' in condition) return `not (${inWords(condition.not, facts)})`
  const [parts, join] = 'all' in condition ? [condition.all, ' and '] : [condition.any, ' or ']
  if (parts.length === 0) return 'all' in condition ? 'always' : 'never'
  return parts
    .map(part => {
      const words = inWords(part, facts)
      return 'fact' in part || parts.length === 1 ? words : `(${words})`
    })
    .join(join)
}

/** How many values of a list are read out before the rest is only counted. */
const READ_OUT = 3

function leafInWords(leaf: Leaf, facts: readonly FactInfo[]): string {
  const info = facts.find(({ fact }) => fact === leaf.fact)
  const comparison = comparisonOf(leaf)
  const name = info?.label ?? factInWords(leaf.fact)
  if (comparison === 'known' || comparison === 'unknown') return `${name} ${COMPARISON_WORDS[comparison]}`
  const value = comparedWith(leaf)
  if (info?.type === 'yes_no' || typeof value === 'boolean') return value === true ? `${name}: yes` : `${name}: no`
  const words = (Array.isArray(value) ? value : [value]).map(one => optionInWords(info, one))
  const rest = words.length > READ_OUT + 1 ? ` and ${words.length - READ_OUT} more` : ''
  const read = rest ? words.slice(0, READ_OUT) : words
  return `${name} ${COMPARISON_WORDS[comparison]} ${read.join(', ')}${rest}`
}

function optionInWords(info: FactInfo | undefined, value: unknown): string {
  return info?.options?.find(({ id }) => id === value)?.label ?? String(value)
}

function fitted(comparison: Comparison, value: unknown): unknown {
  const first: unknown = Array.isArray(value) ? value[0] : value
  switch (comparison) {
    case 'known':
    case 'unknown':
      return true
    case 'in':
    case 'notIn':
    case 'domainIn':
      return Array.isArray(value) ? value : [typeof value === 'boolean' || value === undefined ? '' : value]
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return Number.isFinite(Number(first)) && first !== true ? Number(first) : 0
    case 'has':
    case 'glob':
      return typeof first === 'string' || typeof first === 'number' ? String(first) : ''
    default:
      return first ?? ''
  }
}
