import { z } from 'zod'
import type { BehaviorFact } from '../behavior.ts'
import { pagesOf } from '../distinct.ts'
import { visitsWith } from '../visits.ts'
import { actParts, points, type RuleKind, reason, ruleId } from './define-rule.ts'
import { eventFilter, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('count'),
    ...eventFilter,
    /** What is counted: different pages, or visits of the site with such an act. Left out = every act. */
    of: z.enum(['pages', 'visits']).optional(),
    atLeast: z.int().min(1).max(1000),
    points,
    reason,
    ...actParts,
  })
  .readonly()

/** Points once for so many acts of a sort, different pages or visits; dated by the newest of them. */
export type CountRule = z.infer<typeof schema>

export const count: RuleKind<CountRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const matched = seen.events.filter(one => fits(rule, one))
    const newest = matched.at(-1)
    const number = countOf(rule, matched, seen.events)
    if (!newest || rule.points === 0 || number < rule.atLeast) return []
    const evidence = { ...evidenceOf(newest), count: number }
    return [{ points: rule.points, reason: rule.reason, evidence, at: newest.at }]
  },
  most: rule => Math.max(0, rule.points),
}

/** How much of what the rule counts there is among these acts; `events` are all there are, oldest first. */
export function countOf(
  { of }: Pick<CountRule, 'of'>,
  matched: readonly BehaviorFact[],
  events: readonly BehaviorFact[],
): number {
  if (of === 'pages') return pagesOf(matched)
  return of === 'visits' ? visitsWith(matched, events) : matched.length
}
