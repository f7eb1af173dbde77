import { z } from 'zod'
import type { Fact } from '#flows/condition.ts'
import type { Field, Flow } from '#flows/flow.ts'
import { isAvailable } from '../available-facts.ts'
import { type Find, points, type RuleKind, reason, ruleCap, ruleId, type Seen } from './define-rule.ts'

const schema = z
  .strictObject({
    id: ruleId,
    kind: z.literal('options'),
    /** A fact whose values are slugs: an answer (`size`), or something derived (`role.level`). */
    fact: z.string().min(1).max(100),
    /** What the fact is called: `Company size`. */
    label: z.string().trim().min(1).max(100),
    /** Words of the ledger; `{{option}}` is the option's label. Default: `label: option`. */
    reason: reason.optional(),
    /** By option id; an option left out gives nothing. */
    points: z.record(z.string().min(1).max(64), points).readonly(),
    ...ruleCap,
  })
  .readonly()

/** Points by the option chosen; each chosen option of a list counts by itself. */
export type OptionsRule = z.infer<typeof schema>

export const options: RuleKind<OptionsRule> & { readonly schema: typeof schema } = {
  schema,
  find: (rule, seen) => {
    const value = seen.facts[rule.fact]
    const isList = Array.isArray(value)
    return chosen(value).flatMap(option => findOption(rule, option, isList, seen))
  },
  most: (rule, fields) => {
    if (!isAvailable(rule.fact, fields)) return 0
    const field = fields?.[rule.fact]
    const offered = field && 'options' in field ? field.options.map(option => option.id) : Object.keys(rule.points)
    const best = offered.map(option => pointsFor(rule, option)).sort((a, b) => b - a)
    return best.slice(0, mostChosen(field)).reduce((sum, one) => sum + Math.max(0, one), 0)
  },
}

function findOption(rule: OptionsRule, option: string, isList: boolean, seen: Seen): Find[] {
  const worth = pointsFor(rule, option)
  if (worth === 0) return []
  const label = seen.labels(rule.fact, option)
  const words = rule.reason?.replaceAll('{{option}}', () => label) ?? `${rule.label}: ${label}`
  const evidence = { fact: rule.fact, value: option }
  return [{ ...(isList && { key: option }), points: worth, reason: words, evidence, at: seen.at }]
}

function chosen(value: Fact | undefined): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? [...new Set<string>(value)] : []
}

/** Own properties only: an answer named `constructor` is no option. */
function pointsFor(rule: OptionsRule, option: string): number {
  return Object.hasOwn(rule.points, option) ? (rule.points[option] ?? 0) : 0
}

function mostChosen(field: Field | undefined): number {
  return field?.kind === 'multi_choice' ? (field.max ?? field.options.length) : 1
}

/** Option ids of a field that has them. */
export function optionsOf(fields: Flow['fields'], fact: string): readonly { id: string; label: string }[] | null {
  const field = Object.hasOwn(fields, fact) ? fields[fact] : undefined
  return field && 'options' in field ? field.options : null
}
