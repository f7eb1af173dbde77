import { z } from 'zod'
import type { BehaviorFact } from '../behavior.ts'
import { actParts, type Find, points, type RuleKind, reason, ruleId } from './define-rule.ts'
import { eventFilter, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('velocity'),
    ...eventFilter,
    /** Left out = any act. */
    event: eventFilter.event.optional(),
    /** So many acts … */
    atLeast: z.int().min(2).max(1000),
    /** … within so many days are worth this much: the same acts faster are worth more. */
    steps: z
      .array(z.strictObject({ withinDays: z.number().positive().max(3650), points: points.min(1) }).readonly())
      .min(1)
      .max(6)
      .refine(goesDown, 'Each step must allow more days than the one before and be worth less.')
      .readonly(),
    reason,
    ...actParts,
  })
  .readonly()

/**
 * Points for a burst of acts. Each step is an entry of its own that adds what it is worth more than the slower one, dated by
 * the end of the newest burst of its speed: going on slowly never takes away what was quick.
 */
export type VelocityRule = z.infer<typeof schema>

const DAY = 86_400_000

export const velocity: RuleKind<VelocityRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const matched = seen.events.filter(one => fits(rule, one))
    return rule.steps.flatMap(({ withinDays, points: worth }, index) => {
      const burst = newestBurst(matched, rule.atLeast, withinDays * DAY)
      const more = worth - (rule.steps[index + 1]?.points ?? 0)
      return burst ? [toFind(rule, { ...burst, withinDays, more })] : []
    })
  },
  most: ({ steps: [first] }) => first?.points ?? 0,
}

interface Burst {
  readonly first: BehaviorFact
  readonly last: BehaviorFact
}

function toFind(rule: VelocityRule, burst: Burst & { readonly withinDays: number; readonly more: number }): Find {
  const { first, last, withinDays, more } = burst
  const evidence = { ...evidenceOf(last), since: first.at, count: rule.atLeast, withinDays }
  return { key: `${withinDays}d`, points: more, reason: rule.reason, evidence, at: last.at }
}

function newestBurst(matched: readonly BehaviorFact[], atLeast: number, within: number): Burst | null {
  for (let end = matched.length - 1; end >= atLeast - 1; end -= 1) {
    const last = matched[end]
    const first = matched[end - atLeast + 1]
    if (first && last && last.at - first.at <= within) return { first, last }
  }
  return null
}

function goesDown(steps: readonly { readonly withinDays: number; readonly points: number }[]): boolean {
  return steps.every((step, index) => {
    const before = steps[index - 1]
    return !before || (step.withinDays > before.withinDays && step.points < before.points)
  })
}
