import { z } from 'zod'
import { points, type RuleKind, reason, ruleCap, ruleId } from './define-rule.ts'
import { eventFilterSchema, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('absence'),
    /** They did this … */
    seen: eventFilterSchema,
    /** … and not that, neither before nor since. */
    without: eventFilterSchema,
    /** … nor any of these: what was downloaded has more than one name. */
    orWithout: z.array(eventFilterSchema).max(20).readonly().optional(),
    /** So many days after the newest time they did. */
    days: z.number().min(0).max(3650),
    points: points.max(0),
    reason,
    ...ruleCap,
  })
  .readonly()

/** Points taken off for what was left at that: seen but not downloaded. Dated ahead to the day it falls due, as silence is. */
export type AbsenceRule = z.infer<typeof schema>

const DAY = 86_400_000

export const absence: RuleKind<AbsenceRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const newest = seen.events.findLast(one => fits(rule.seen, one))
    const undone = [rule.without, ...(rule.orWithout ?? [])]
    if (!newest || rule.points === 0 || seen.events.some(one => undone.some(act => fits(act, one)))) return []
    const at = newest.at + rule.days * DAY
    return [{ points: rule.points, reason: rule.reason, evidence: evidenceOf(newest), at, lasting: true }]
  },
  most: () => 0,
}
