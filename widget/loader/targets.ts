import type { SiteCondition } from '#flows/compile-placement.ts'

/**
 * Whether a condition that the server compiled holds. Together they are kept equal to `holds` of flows/condition.ts by a
 * property test; an evaluator of all that a marketer can write would cost the loader 300 bytes more.
 */
export function targets(condition: SiteCondition, facts: Readonly<Record<string, string | undefined>>): boolean {
  if ('all' in condition) return condition.all.every(part => targets(part, facts))
  if ('not' in condition) return !targets(condition.not, facts)
  return !!facts[condition.fact]?.match(condition.matches)
}
