import { z } from 'zod'
import { points, type RuleKind, reason, ruleCap, ruleId, type Seen } from './define-rule.ts'

export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

const hour = z.int().min(0).max(24)

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('context'),
    weekdays: z.array(z.enum(WEEKDAYS)).min(1).max(7).readonly().optional(),
    /** From the full hour to before the full hour; over midnight when `to` is not after `from`. */
    hours: z.strictObject({ from: hour, to: hour }).readonly().optional(),
    /** Share of the questions answered, in percent. */
    completeness: z
      .strictObject({ atLeast: z.int().min(1).max(100) })
      .readonly()
      .optional(),
    points,
    reason,
    ...ruleCap,
  })
  .refine(rule => rule.weekdays || rule.hours || rule.completeness, 'Say which days, hours or completeness.')
  .readonly()

/** Points for when they came, in their own time zone, and how much they told. All parts given must fit. */
export type ContextRule = z.infer<typeof schema>

export const context: RuleKind<ContextRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const evidence = {
      ...(rule.weekdays && { 'context.weekday': seen.facts['context.weekday'] ?? null }),
      ...(rule.hours && { 'context.hour': seen.facts['context.hour'] ?? null }),
      ...(rule.completeness && { 'context.completeness': seen.facts['context.completeness'] ?? null }),
    }
    if (rule.points === 0 || !suits(rule, seen)) return []
    return [{ points: rule.points, reason: rule.reason, evidence, at: seen.at }]
  },
  most: rule => Math.max(0, rule.points),
}

function suits({ weekdays, hours, completeness }: ContextRule, { facts }: Seen): boolean {
  const day = WEEKDAYS.find(one => one === facts['context.weekday'])
  if (weekdays && (day === undefined || !weekdays.includes(day))) return false
  if (hours && !isWithin(hours, facts['context.hour'])) return false
  const complete = facts['context.completeness']
  return !completeness || (typeof complete === 'number' && complete >= completeness.atLeast)
}

function isWithin({ from, to }: { readonly from: number; readonly to: number }, value: unknown): boolean {
  if (typeof value !== 'number') return false
  return from < to ? value >= from && value < to : value >= from || value < to
}
