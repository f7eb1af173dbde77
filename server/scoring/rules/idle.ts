import { z } from 'zod'
import { points, type RuleKind, reason, ruleCap, ruleId } from './define-rule.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('idle'),
    days: z.number().positive().max(3650),
    points: points.max(0),
    /** And again after each so many days more, this often in all. */
    repeat: z.int().min(2).max(24).optional(),
    reason,
    ...ruleCap,
  })
  .readonly()

/**
 * Points taken off after so many days without an act. The entry is dated ahead, to the day it falls due, and counts
 * from then on: a stored ledger cools down without being scored again. The next act moves the day on.
 */
export type IdleRule = z.infer<typeof schema>

const DAY = 86_400_000

export const idle: RuleKind<IdleRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    if (rule.points === 0) return []
    const evidence = { lastActiveAt: seen.lastActiveAt }
    return Array.from({ length: rule.repeat ?? 1 }, (_, index) => ({
      ...(index > 0 && { key: String(index + 1) }),
      points: rule.points,
      reason: rule.reason,
      evidence,
      at: seen.lastActiveAt + (index + 1) * rule.days * DAY,
      lasting: true,
    }))
  },
  most: () => 0,
}
