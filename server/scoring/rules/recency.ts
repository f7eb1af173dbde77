import { z } from 'zod'
import { points, type RuleKind, reason, ruleCap, ruleId } from './define-rule.ts'
import { eventFilter, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('recency'),
    ...eventFilter,
    /** Left out = any act. */
    event: eventFilter.event.optional(),
    /** Worth this many points up to so many days after the newest such act; fewer with time. */
    steps: z
      .array(z.strictObject({ days: z.number().positive().max(3650), points: points.min(0) }).readonly())
      .min(1)
      .max(12)
      .refine(goesDown, 'Each step must last longer than the one before and be worth less.')
      .readonly(),
    reason,
    ...ruleCap,
  })
  .readonly()

/** Points for how fresh the newest act of a sort is. The entry holds the most; the fold takes down what time has cost. */
export type RecencyRule = z.infer<typeof schema>

export const recency: RuleKind<RecencyRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const newest = seen.events.findLast(one => fits(rule, one))
    const [first] = rule.steps
    if (!newest || !first || first.points === 0) return []
    return [{ points: first.points, reason: rule.reason, evidence: evidenceOf(newest), at: newest.at }]
  },
  most: ({ steps: [first] }) => first?.points ?? 0,
}

/** What is left of the first step's points from when on. */
export function recencyShares({ steps }: RecencyRule): { afterDays: number; share: number }[] {
  const full = steps[0]?.points ?? 0
  return steps.map(({ days }, index) => ({
    afterDays: days,
    share: full === 0 ? 0 : (steps[index + 1]?.points ?? 0) / full,
  }))
}

function goesDown(steps: readonly { readonly days: number; readonly points: number }[]): boolean {
  return steps.every((step, index) => {
    const before = steps[index - 1]
    return !before || (step.days > before.days && step.points < before.points)
  })
}
