import { z } from 'zod'
import { points, type RuleKind, reason, ruleCap, ruleId } from './define-rule.ts'

const schema = z.strictObject({ id: ruleId, kind: z.literal('colleague'), points, reason, ...ruleCap }).readonly()

/** Points once while somebody else of the same company is a lead too. A state, so it does not fade. */
export type ColleagueRule = z.infer<typeof schema>

export const colleague: RuleKind<ColleagueRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    if (seen.colleagues < 1 || rule.points === 0) return []
    const evidence = { colleagues: seen.colleagues }
    return [{ points: rule.points, reason: rule.reason, evidence, at: seen.at, lasting: true }]
  },
  most: rule => Math.max(0, rule.points),
}
