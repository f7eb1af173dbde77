import type { EngagementRule } from '../score-model.ts'
import type { EventFilter } from './event-filter.ts'

/** Every act that a rule looks for; none for rules about any act, or about none. */
export function filtersOf(rule: EngagementRule): readonly EventFilter[] {
  switch (rule.kind) {
    case 'event':
    case 'count':
    case 'recency':
    case 'velocity':
      return [rule]
    case 'sequence':
      return rule.steps
    case 'absence':
      return [rule.seen, rule.without, ...(rule.orWithout ?? [])]
    case 'return':
    case 'colleague':
    case 'idle':
      return []
  }
}
