import { z } from 'zod'
import type { BehaviorFact } from '../behavior.ts'
import { newestOfEach } from '../distinct.ts'
import { stagesAhead } from '../stages-ahead.ts'
import { actParts, points, type RuleKind, reason, ruleId } from './define-rule.ts'
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
    /** With `max`: at most so many a calendar day, week from Monday, or month (UTC), the newest ones of each. */
    per: z.enum(['day', 'week', 'month']).optional(),
    /** With `each`: of acts about the same title or file only the newest counts. */
    distinct: z.literal(true).optional(),
    /** With `each`: of acts that tell a `stage` only those that lead further than any before. */
    ahead: z.literal(true).optional(),
    reason,
    ...actParts,
  })
  .readonly()

/** Points for an act. Of acts that count once the newest does: coming back to pricing today makes it fresh again. */
export type EventRule = z.infer<typeof schema>

export const event: RuleKind<EventRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    if (rule.points === 0) return []
    const fitting = seen.events.filter(one => fits(rule, one))
    const further = rule.ahead ? stagesAhead(fitting) : fitting
    const matched = rule.distinct ? newestOfEach(further) : further
    return counted(rule, matched).map(one => ({
      ...(rule.times === 'each' && { key: one.id }),
      points: rule.points,
      reason: rule.reason,
      evidence: evidenceOf(one),
      at: one.at,
    }))
  },
  most: rule => {
    if (rule.points <= 0) return 0
    return rule.times === 'once'
      ? rule.points
      : rule.points * (rule.per ? Number.POSITIVE_INFINITY : (rule.max ?? Number.POSITIVE_INFINITY))
  },
}

function counted({ times, max, per }: EventRule, matched: readonly BehaviorFact[]): readonly BehaviorFact[] {
  if (times === 'once') return matched.slice(-1)
  if (max === undefined) return matched
  if (per === undefined) return matched.slice(-max)
  const taken = new Map<string | number, number>()
  const kept = matched.toReversed().filter(({ at }) => {
    const period = periodOf(at, per)
    const count = taken.get(period) ?? 0
    taken.set(period, count + 1)
    return count < max
  })
  return kept.reverse()
}

const DAY = 86_400_000

/** Names the calendar day, week or month (UTC) of a moment. */
function periodOf(at: number, per: NonNullable<EventRule['per']>): string | number {
  const day = Math.floor(at / DAY)
  if (per === 'day') return day
  // 1 January 1970 was a Thursday.
  if (per === 'week') return Math.floor((day + 3) / 7)
  return new Date(at).toISOString().slice(0, 7)
}
