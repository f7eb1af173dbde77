import type { Condition, Leaf } from '../condition.ts'
import type { Flow } from '../flow.ts'

/** A leaf of a condition, and where it stands in the flow. */
export interface PlacedLeaf {
  readonly leaf: Leaf
  readonly pointer: string
  readonly step?: string
}

/** Every comparison that decides where a visitor goes. */
export function guardLeaves(flow: Pick<Flow, 'steps'>): PlacedLeaf[] {
  return flow.steps.flatMap((step, index) =>
    ('next' in step ? (step.next ?? []) : []).flatMap(({ when }, jump) =>
      leavesOf(when, `/steps/${index}/next/${jump}/when`).map(placed => ({ ...placed, step: step.id })),
    ),
  )
}

export function leavesOf(condition: Condition, pointer: string): PlacedLeaf[] {
  if ('all' in condition) return condition.all.flatMap((part, index) => leavesOf(part, `${pointer}/all/${index}`))
  if ('any' in condition) return condition.any.flatMap((part, index) => leavesOf(part, `${pointer}/any/${index}`))
  if ('not' in condition) return leavesOf(condition.not, `${pointer}/not`)
  return [{ leaf: condition, pointer }]
}

/** The values a leaf compares with, as they are written: option ids, words, numbers, domains, globs. */
export function comparedWith(leaf: Leaf): (string | number | boolean)[] {
  if ('is' in leaf) return [leaf.is]
  if ('isNot' in leaf) return [leaf.isNot]
  if ('in' in leaf) return [...leaf.in]
  if ('notIn' in leaf) return [...leaf.notIn]
  if ('has' in leaf) return [leaf.has]
  if ('domainIn' in leaf) return [...leaf.domainIn]
  if ('glob' in leaf) return [leaf.glob.replaceAll('*', 'x'), leaf.glob.replaceAll('*', '')]
  if ('known' in leaf || 'unknown' in leaf) return []
  return ['gt' in leaf ? leaf.gt : 'gte' in leaf ? leaf.gte : 'lt' in leaf ? leaf.lt : leaf.lte]
}
