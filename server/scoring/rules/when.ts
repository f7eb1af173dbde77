import { z } from 'zod'
import { type Facts, factsRead, holds } from '#flows/condition.ts'
import { conditionSchema } from '#flows/condition-schema.ts'
import { points, type RuleKind, reason, ruleCap, ruleId } from './define-rule.ts'

const schema = z
  .strictObject({ id: ruleId, kind: z.literal('when'), when: conditionSchema, points, reason, ...ruleCap })
  .readonly()

/** Points while a condition on the facts holds. */
export type WhenRule = z.infer<typeof schema>

export const when: RuleKind<WhenRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    if (rule.points === 0 || !holds(rule.when, seen.facts)) return []
    const read = factsRead(rule.when).flatMap(fact => [fact, ...originOf(fact, seen.facts)])
    const evidence = Object.fromEntries(read.map(fact => [fact, seen.facts[fact] ?? null]))
    return [{ points: rule.points, reason: rule.reason, evidence, at: seen.at }]
  },
  most: rule => Math.max(0, rule.points),
}

/** Where a fact is from is evidence of it too. */
function originOf(fact: string, facts: Facts): string[] {
  return fact === 'country' && facts['country.from'] !== undefined ? ['country.from'] : []
}
