import { z } from 'zod'
import type { BehaviorFact } from '../behavior.ts'
import { onSite, VISIT_GAP } from '../visits.ts'
import { actParts, points, type RuleKind, reason, ruleId } from './define-rule.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('return'),
    withinDays: z.number().positive().max(3650),
    points,
    reason,
    ...actParts,
  })
  .readonly()

/**
 * Points once for another visit of the site within so many days of the one before; dated by the start of the newest such
 * visit. A mail opened or a webinar attended is no visit.
 */
export type ReturnRule = z.infer<typeof schema>

const DAY = 86_400_000

export const returnVisit: RuleKind<ReturnRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const found = newestReturn(onSite(seen.events), rule.withinDays * DAY)
    if (!found || rule.points === 0) return []
    const evidence = { before: found.before.at, returned: found.returned.at, path: found.returned.path }
    return [{ points: rule.points, reason: rule.reason, evidence, at: found.returned.at }]
  },
  most: rule => Math.max(0, rule.points),
}

function newestReturn(
  events: readonly BehaviorFact[],
  within: number,
): { before: BehaviorFact; returned: BehaviorFact } | null {
  for (let index = events.length - 1; index > 0; index--) {
    const before = events[index - 1]
    const returned = events[index]
    if (!before || !returned) continue
    const gap = returned.at - before.at
    if (gap >= VISIT_GAP && gap <= within) return { before, returned }
  }
  return null
}
