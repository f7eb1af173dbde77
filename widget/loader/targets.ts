import type { Condition } from '#flows/condition.ts'

/**
 * `holds` of flows/condition.ts where every fact is text, as it is before a flow is fetched: what compares numbers or looks
 * into lists is false there. Kept equal to it by a property test; the whole evaluator would cost the loader 150 bytes more.
 */
export function targets(condition: Condition, facts: Readonly<Record<string, string | undefined>>): boolean {
  if ('all' in condition) return condition.all.every(part => targets(part, facts))
  if ('any' in condition) return condition.any.some(part => targets(part, facts))
  if ('not' in condition) return !targets(condition.not, facts)
  const text = facts[condition.fact]
  if (text === undefined) return 'unknown' in condition
  if ('is' in condition) return text === condition.is
  if ('isNot' in condition) return text !== condition.isNot
  if ('in' in condition) return condition.in.includes(text)
  if ('notIn' in condition) return !condition.notIn.includes(text)
  if ('glob' in condition) return toPattern(condition.glob).test(text)
  if ('domainIn' in condition)
    return condition.domainIn.some(domain =>
      `.${text.replace(/.*@/s, '')}`.toLowerCase().endsWith(`.${domain.toLowerCase()}`),
    )
  return 'known' in condition
}

function toPattern(glob: string): RegExp {
  return new RegExp(`^${glob.replace(/[^*\w]/g, '\\$&').replaceAll('*', '.*')}$`, 's')
}
