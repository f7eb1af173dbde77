import type { SiteCondition } from '#flows/compile-placement.ts'

/**
 * Whether a condition that the server compiled holds. Together they are kept equal to `holds` of flows/condition.ts by a
 * property test; an evaluator of all that a marketer can write would cost the loader 300 bytes more.
 */
export function targets(condition: SiteCondition, facts: Readonly<Record<string, string | undefined>>): boolean {
  const { all, not, fact, matches } = condition as Any
  if (all) return all.every(part => targets(part, facts))
  if (not) return !targets(not, facts)
  return !!facts[fact]?.match(matches)
}

// Looked at by its parts: shorter than asking which of its forms it has.
interface Any {
  readonly all?: readonly SiteCondition[]
  readonly not?: SiteCondition
  readonly fact: string
  readonly matches: string
}
