import { z } from 'zod'
import type { Fact } from '#flows/condition.ts'
import { points, type RuleKind, reason, ruleCap, ruleId, type Seen } from './define-rule.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('crm'),
    /** The opportunity's stage, that there is an owner, that sales spoke to them, that they were lost before, how long they are known. */
    signal: z.enum(['stage', 'owned', 'contacted', 'lost', 'known_for']),
    /** With `stage`: names of stages as the CRM writes them; capitals do not matter. */
    stages: z.array(z.string().trim().min(1).max(100)).min(1).max(50).readonly().optional(),
    /** With `known_for`: so many days at least. */
    days: z.int().min(1).max(36_500).optional(),
    points,
    reason,
    ...ruleCap,
  })
  .refine(rule => rule.signal !== 'stage' || rule.stages !== undefined, {
    path: ['stages'],
    error: 'Say which stages.',
  })
  .refine(rule => rule.signal !== 'known_for' || rule.days !== undefined, { path: ['days'], error: 'Say how long.' })
  .readonly()

/** Points for what the CRM says of the lead: `crm.stage`, `crm.owner`, `crm.contacted`, `crm.lost`, `crm.since`. */
export type CrmRule = z.infer<typeof schema>

const DAY = 86_400_000

export const crm: RuleKind<CrmRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const value = knownOf(rule, seen)
    if (value === null || rule.points === 0) return []
    const evidence = { fact: FACTS[rule.signal], value }
    return [{ points: rule.points, reason: rule.reason, evidence, at: seen.at, lasting: true }]
  },
  most: rule => Math.max(0, rule.points),
}

const FACTS = {
  stage: 'crm.stage',
  owned: 'crm.owner',
  contacted: 'crm.contacted',
  lost: 'crm.lost',
  known_for: 'crm.since',
} as const

/** The fact if it says what the rule asks for, else null. */
function knownOf({ signal, stages = [], days = 0 }: CrmRule, { facts, at }: Seen): Fact | null {
  const value = facts[FACTS[signal]]
  if (value === undefined || value === '' || value === false) return null
  if (signal === 'stage') return stages.some(stage => sameName(stage, value)) ? value : null
  if (signal !== 'known_for') return value
  const since = typeof value === 'number' ? value : Date.parse(String(value))
  return at - since >= days * DAY ? value : null
}

function sameName(stage: string, value: Fact): boolean {
  return typeof value === 'string' && value.trim().toLowerCase() === stage.toLowerCase()
}
