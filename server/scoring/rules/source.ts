import { z } from 'zod'
import { matchesGlob } from '#flows/condition.ts'
import { isAvailable } from '../available-facts.ts'
import { points, type RuleKind, reason, ruleCap, ruleId } from './define-rule.ts'

const FACTS = { source: 'source', medium: 'utm.medium', campaign: 'utm.campaign', referrer: 'referrer.host' } as const

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('source'),
    /** What of the way they came. */
    of: z.enum(['source', 'medium', 'campaign', 'referrer']),
    label: z.string().trim().min(1).max(100),
    /** By name; `*` stands for any run of characters. An exact name beats a pattern, of patterns the first that fits counts. */
    points: z.record(z.string().min(1).max(100), points).readonly(),
    reason: reason.optional(),
    ...ruleCap,
  })
  .readonly()

/** Points by where a lead came from. */
export type SourceRule = z.infer<typeof schema>

export const source: RuleKind<SourceRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const value = seen.facts[sourceFact(rule)]
    if (typeof value !== 'string') return []
    const worth = worthOf(rule, value)
    if (worth === 0) return []
    const words = rule.reason?.replaceAll('{{source}}', () => value) ?? `${rule.label}: ${value}`
    return [{ points: worth, reason: words.slice(0, 200), evidence: { fact: sourceFact(rule), value }, at: seen.at }]
  },
  most: (rule, fields) => (isAvailable(sourceFact(rule), fields) ? Math.max(0, ...Object.values(rule.points)) : 0),
}

/** The fact that the rule looks up in its table. */
export function sourceFact({ of }: Pick<SourceRule, 'of'>): string {
  return FACTS[of]
}

function worthOf({ points: table }: SourceRule, value: string): number {
  const name = value.toLowerCase()
  if (Object.hasOwn(table, name)) return table[name] ?? 0
  const found = Object.entries(table).find(([pattern]) => matchesGlob(pattern.toLowerCase(), name))
  return found?.[1] ?? 0
}
