import { z } from 'zod'
import { actParts, points, type RuleKind, reason, ruleId } from './define-rule.ts'
import { eventFilter, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('count'),
    ...eventFilter,
    atLeast: z.int().min(1).max(1000),
    points,
    reason,
    ...actParts,
  })
  .readonly()

/** Points once for so many acts of a sort; dated by the newest of them. */
export type CountRule = z.infer<typeof schema>

export const count: RuleKind<CountRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const matched = seen.events.filter(one => fits(rule, one))
    const newest = matched.at(-1)
    if (!newest || rule.points === 0 || matched.length < rule.atLeast) return []
    const evidence = { ...evidenceOf(newest), count: matched.length }
    return [{ points: rule.points, reason: rule.reason, evidence, at: newest.at }]
  },
  most: rule => Math.max(0, rule.points),
}
