import { z } from 'zod'
import type { BehaviorFact } from '../behavior.ts'
import { actParts, points, type RuleKind, reason, ruleId } from './define-rule.ts'
import { type EventFilter, eventFilterSchema, evidenceOf, fits } from './event-filter.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('sequence'),
    /** In this order; other acts may come between. */
    steps: z.array(eventFilterSchema).min(2).max(6).readonly(),
    /** From the first of them to the last. Left out = however long it took. */
    withinDays: z.number().positive().max(3650).optional(),
    points,
    reason,
    ...actParts,
  })
  .readonly()

/** Points once for acts in an order: pricing after a case study. Dated by the last act of the newest such run. */
export type SequenceRule = z.infer<typeof schema>

const DAY = 86_400_000

export const sequence: RuleKind<SequenceRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const found = rule.points === 0 ? null : newestRun(rule, seen.events)
    if (!found) return []
    const evidence = { ...evidenceOf(found.last), since: found.first.at, steps: rule.steps.length }
    return [{ points: rule.points, reason: rule.reason, evidence, at: found.last.at }]
  },
  most: rule => Math.max(0, rule.points),
}

interface Run {
  readonly first: BehaviorFact
  readonly last: BehaviorFact
}

/** One pass: of each step the latest beginning of a run that came so far, hence the tightest run to any act. */
function newestRun({ steps, withinDays }: SequenceRule, events: readonly BehaviorFact[]): Run | null {
  const within = withinDays === undefined ? Number.POSITIVE_INFINITY : withinDays * DAY
  const begun: (BehaviorFact | undefined)[] = []
  let newest: Run | null = null
  for (const event of events) {
    // From the last step back, since one act is one step of a run only.
    for (let index = steps.length - 1; index >= 0; index -= 1) {
      const first = index === 0 ? event : begun[index - 1]
      if (!first || !fits(steps[index] as EventFilter, event)) continue // as: the index runs within the list
      begun[index] = first
      if (index === steps.length - 1 && event.at - first.at <= within) newest = { first, last: event }
    }
  }
  return newest
}
