import { z } from 'zod'
import { points, type RuleKind, reason, ruleCap, ruleId, type Seen } from './define-rule.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('account'),
    /** People of the company who are leads, a buying committee among them, the list of priority accounts, the account's score. */
    signal: z.enum(['people', 'committee', 'priority', 'score']),
    /** People or score at least; 2 people and 1 point unless said. */
    atLeast: z.int().min(1).max(100_000).optional(),
    /** With `people`: the points count for each person from that number on. */
    each: z.literal(true).optional(),
    points,
    reason,
    ...ruleCap,
  })
  .readonly()

/** Points for the company a lead belongs to. A state, so it does not fade. */
export type AccountRule = z.infer<typeof schema>

export const account: RuleKind<AccountRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const known = knownOf(rule, seen)
    if (known === null || rule.points === 0) return []
    const evidence = { fact: `account.${rule.signal}`, value: known }
    return [{ points: rule.points * timesOf(rule, known), reason: rule.reason, evidence, at: seen.at, lasting: true }]
  },
  most: rule => {
    if (rule.points <= 0) return 0
    return rule.each ? Number.POSITIVE_INFINITY : rule.points
  },
}

/** What is known of the account if that is enough, else null. */
function knownOf({ signal, atLeast = signal === 'people' ? 2 : 1 }: AccountRule, seen: Seen): number | true | null {
  const value = seen.facts[`account.${signal}`]
  if (signal === 'committee' || signal === 'priority') return value === true ? true : null
  // The lead is one of the people.
  const number = typeof value === 'number' ? value : signal === 'people' ? seen.colleagues + 1 : 0
  return number >= atLeast ? number : null
}

function timesOf({ each, atLeast = 2 }: AccountRule, known: number | true): number {
  return each && known !== true ? known - atLeast + 1 : 1
}
