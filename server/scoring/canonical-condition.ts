import type { Condition, Leaf } from '#flows/condition.ts'

/** One spelling for conditions that say the same in another order or with other words: `is` for an `in` of one, no brackets in brackets. */
export function canonicalCondition(condition: Condition): string {
  return JSON.stringify(shape(condition))
}

type Shape = readonly [string, ...unknown[]]

function shape(condition: Condition): Shape {
  if ('all' in condition) return group('all', condition.all)
  if ('any' in condition) return group('any', condition.any)
  if (!('not' in condition)) return leafShape(condition)
  const inner = shape(condition.not)
  return inner[0] === 'not' ? (inner[1] as Shape) : ['not', inner] // as: what `not` was made of
}

function group(kind: 'all' | 'any', conditions: readonly Condition[]): Shape {
  const flat = conditions.map(shape).flatMap(part => (part[0] === kind ? (part.slice(1) as Shape[]) : [part])) // as: a group holds shapes only
  const parts = byText(kind === 'any' ? joined(flat) : flat)
  const [only] = parts
  return only && parts.length === 1 ? only : [kind, ...parts]
}

/** One of these or one of those is one of them all. */
function joined(parts: readonly Shape[]): Shape[] {
  const values = new Map<unknown, unknown[]>()
  for (const [kind, fact, ...named] of parts)
    if (kind === 'in') values.set(fact, [...(values.get(fact) ?? []), ...named])
  return [
    ...parts.filter(([kind]) => kind !== 'in'),
    ...[...values].map(([fact, named]): Shape => ['in', fact, ...byText(named)]),
  ]
}

function leafShape(leaf: Leaf): Shape {
  if ('is' in leaf) return ['in', leaf.fact, leaf.is]
  if ('in' in leaf) return ['in', leaf.fact, ...byText(leaf.in)]
  if ('isNot' in leaf) return ['notIn', leaf.fact, leaf.isNot]
  if ('notIn' in leaf) return ['notIn', leaf.fact, ...byText(leaf.notIn)]
  if ('domainIn' in leaf) return ['domainIn', leaf.fact, ...byText(leaf.domainIn.map(domain => domain.toLowerCase()))]
  const { fact, ...says } = leaf
  return [Object.keys(says).join(), fact, ...Object.values(says)]
}

/** Each once, in an order of their own. */
function byText<T>(values: readonly T[]): T[] {
  const named = new Map(values.map(value => [JSON.stringify(value), value]))
  return [...named].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}
