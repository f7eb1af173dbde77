import type { EngagementRule, FitRule } from '#server/http/api-type.ts'
import type { Fading } from './decay-curve.tsx'

const FADING: ReadonlySet<string> = new Set(['event', 'count', 'return', 'sequence', 'velocity'])

/** Whether the points of a rule may fade in a way of its own. */
export function mayFade({ kind }: FitRule | EngagementRule): boolean {
  return FADING.has(kind)
}

/** How a rule fades where it says so itself; undefined = as the model says. */
export function fadingOfRule(rule: FitRule | EngagementRule): Fading | undefined {
  if (!('decay' in rule) || !rule.decay) return undefined
  return 'never' in rule.decay ? null : rule.decay
}
