import type { Condition } from '#flows/condition.ts'
import type { Routing } from './routing-config.ts'
import { type RoutingFinding, warning } from './routing-finding.ts'

/** Rules that can never decide: behind one that takes everybody, or behind one with the same condition. */
export function checkReachable({ rules }: Routing): RoutingFinding[] {
  const conditions = rules.map(rule => JSON.stringify(rule.when))
  return rules.flatMap((rule, index) => {
    const before = rules.slice(0, index)
    const blocker = before.find((one, place) => alwaysHolds(one.when) || conditions[place] === conditions[index])
    if (!blocker) return []
    const message = `“${rule.name}” is never reached: “${blocker.name}” comes first and takes every such lead.`
    return [warning('rule_unreachable', `/rules/${index}`, message)]
  })
}

/** Whether a condition holds whatever is known, as far as its shape tells. */
function alwaysHolds(condition: Condition): boolean {
  if ('all' in condition) return condition.all.every(alwaysHolds)
  if ('any' in condition) return condition.any.some(alwaysHolds)
  return 'not' in condition && neverHolds(condition.not)
}

function neverHolds(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(neverHolds)
  if ('any' in condition) return condition.any.every(neverHolds)
  return 'not' in condition && alwaysHolds(condition.not)
}
