import { type Condition, type Fact, holds, type Leaf } from '#flows/condition.ts'

/** What a fact will be: one of some values (undefined = not known), a number between two, or anything. */
export type Maybe =
  | { readonly oneOf: readonly (Fact | undefined)[] }
  | { readonly from: number; readonly to: number }
  | 'anything'

/** What a fact will be, by name. */
export type MaybeFacts = (name: string) => Maybe

/**
 * Whether a condition will hold: true or false when it will whatever becomes of the facts, undefined when that depends. It
 * may say undefined where the truth is decided; it never says true or false where it is not.
 */
export function holdsMaybe(condition: Condition, facts: MaybeFacts): boolean | undefined {
  if ('all' in condition) return every(condition.all.map(part => holdsMaybe(part, facts)))
  if ('any' in condition) {
    return negate(every(condition.any.map(part => negate(holdsMaybe(part, facts)))))
  }
  if ('not' in condition) return negate(holdsMaybe(condition.not, facts))
  return leafMaybe(condition, facts(condition.fact))
}

function every(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false
  return parts.includes(undefined) ? undefined : true
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value
}

function leafMaybe(leaf: Leaf, maybe: Maybe): boolean | undefined {
  if (maybe === 'anything') return undefined
  if ('oneOf' in maybe) return agreed(maybe.oneOf.map(value => holds(leaf, { [leaf.fact]: value })))
  if ('unknown' in leaf || 'known' in leaf) return 'known' in leaf
  // Comparisons with a limit change once on the way from one end to the other; for other leaves ends that agree prove nothing.
  const ends = [maybe.from, maybe.to].map(value => holds(leaf, { [leaf.fact]: value }))
  const isLimit = 'gt' in leaf || 'gte' in leaf || 'lt' in leaf || 'lte' in leaf
  return isLimit || maybe.from === maybe.to ? agreed(ends) : undefined
}

function agreed(values: readonly boolean[]): boolean | undefined {
  return values.every(value => value === values[0]) ? values[0] : undefined
}
