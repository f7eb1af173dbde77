import { z } from 'zod'
import { points, type RuleKind, reason, ruleId } from './define-rule.ts'
import { eventFilter, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('event'),
    ...eventFilter,
    points,
    /** `once`: the newest such act counts, `each`: every one does. */
    times: z.enum(['once', 'each']),
    /** With `each`: how many count at most, the newest ones. */
    max: z.int().min(1).max(1000).optional(),
    reason,
  })
  .readonly()

/** Points for an act. Of acts that count once the newest does: coming back to pricing today makes it fresh again. */
export type EventRule = z.infer<typeof schema>

export const event: RuleKind<EventRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    if (rule.points === 0) return []
    const matched = seen.events.filter(one => fits(rule, one))
    const counted = matched.slice(rule.times === 'once' ? -1 : -(rule.max ?? matched.length))
    return counted.map(one => ({
      ...(rule.times === 'each' && { key: one.id }),
      points: rule.points,
      reason: rule.reason,
      evidence: evidenceOf(one),
      at: one.at,
    }))
  },
  most: rule => {
    if (rule.points <= 0) return 0
    return rule.times === 'once' ? rule.points : rule.points * (rule.max ?? Number.POSITIVE_INFINITY)
  },
}
