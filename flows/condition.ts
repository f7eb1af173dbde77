/** A value a condition can look at: an answer, something derived from it, or a part of the session's context. */
export type Fact = string | number | boolean | readonly string[]

/** Facts by name. Answers go by field id (`size`), what a field derives by `field.part` (`size.min`), context by dotted names (`page.path`). */
export type Facts = Readonly<Record<string, Fact | undefined>>

type Scalar = string | number | boolean

export type Leaf = { readonly fact: string } & (
  | { readonly is: Scalar }
  | { readonly isNot: Scalar }
  | { readonly in: readonly Scalar[] }
  | { readonly notIn: readonly Scalar[] }
  | { readonly gt: number }
  | { readonly gte: number }
  | { readonly lt: number }
  | { readonly lte: number }
  | { readonly known: true }
  | { readonly unknown: true }
  | { readonly has: string }
  | { readonly domainIn: readonly string[] }
  | { readonly glob: string }
)

export type Condition =
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | Leaf

/**
 * Whether a condition holds. The one evaluator of conditions in the product: total, never throws.
 * An unknown fact makes every leaf false except `unknown`; a value of another type than the leaf compares with makes it false.
 */
export function holds(condition: Condition, facts: Facts): boolean {
  if ('all' in condition) return condition.all.every(part => holds(part, facts))
  if ('any' in condition) return condition.any.some(part => holds(part, facts))
  if ('not' in condition) return !holds(condition.not, facts)
  return leafHolds(condition, facts[condition.fact])
}

function leafHolds(leaf: Leaf, value: Fact | undefined): boolean {
  if ('unknown' in leaf) return value === undefined
  if (value === undefined) return false
  if ('known' in leaf) return true
  if ('is' in leaf) return value === leaf.is
  if ('isNot' in leaf) return value !== leaf.isNot
  if ('in' in leaf) return leaf.in.includes(value as Scalar) // a list is never among scalars, so the answer stays right
  if ('notIn' in leaf) return !leaf.notIn.includes(value as Scalar)
  if ('has' in leaf) return Array.isArray(value) ? value.includes(leaf.has) : false
  if ('domainIn' in leaf) return typeof value === 'string' && leaf.domainIn.some(domain => inDomain(value, domain))
  if ('glob' in leaf) return typeof value === 'string' && matchesGlob(leaf.glob, value)
  if (typeof value !== 'number') return false
  if ('gt' in leaf) return value > leaf.gt
  if ('gte' in leaf) return value >= leaf.gte
  if ('lt' in leaf) return value < leaf.lt
  return value <= leaf.lte
}

/** `ann@eu.acme.example`, `eu.acme.example` and `acme.example` are all in the domain `acme.example`. */
function inDomain(value: string, domain: string): boolean {
  const host = value.slice(value.lastIndexOf('@') + 1).toLowerCase()
  const wanted = domain.toLowerCase()
  return host === wanted || host.endsWith(`.${wanted}`)
}

/** Whether text matches a glob in which `*` stands for any run of characters. Linear in the text: no backtracking over more than one star. */
export function matchesGlob(glob: string, text: string): boolean {
  const parts = glob.split('*')
  const first = parts[0] ?? ''
  if (parts.length === 1) return text === glob
  if (!text.startsWith(first)) return false
  let from = first.length
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  const last = parts[parts.length - 1] ?? ''
  return text.length - last.length >= from && text.endsWith(last)
}

/** Every fact a condition reads, in order of appearance, each once. */
export function factsRead(condition: Condition): string[] {
  if ('all' in condition) return [...new Set(condition.all.flatMap(factsRead))]
  if ('any' in condition) return [...new Set(condition.any.flatMap(factsRead))]
  if ('not' in condition) return factsRead(condition.not)
  return [condition.fact]
}
