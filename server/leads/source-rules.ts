import { z } from 'zod'
import { matchesGlob } from '#flows/condition.ts'

/** 1 comes first, 5 last. */
export const SOURCE_PRIORITIES = [1, 2, 3, 4, 5] as const
/** Whose a source is: marketing works with its leads until they are an MQL, or sales sees them at once. */
export const SOURCE_OWNERS = ['marketing', 'sales'] as const

export type SourceOwner = (typeof SOURCE_OWNERS)[number]

/** Rules of one workspace: all of them may be looked at with every new lead. */
export const MOST_SOURCE_RULES = 200

const pattern = z
  .string()
  .trim()
  .toLowerCase()
  .min(1)
  .max(100)
  .refine(text => !text.startsWith('**'), 'One * is enough.')
const rank = {
  /** 1 (first) to 5 (last). */
  priority: z.union(SOURCE_PRIORITIES.map(one => z.literal(one))),
  owner: z.enum(SOURCE_OWNERS),
}

/** Which leads a rule means; `*` stands for any run of characters, and what is left out may be anything. */
const sourceRule = z
  .strictObject({
    source: pattern.optional(),
    medium: pattern.optional(),
    campaign: pattern.optional(),
    ...rank,
  })
  .readonly()
  .refine(rule => rule.source ?? rule.medium ?? rule.campaign, 'Name a source, a medium or a campaign.')

export const sourceRules = z
  .strictObject({
    /** The first one that fits counts. */
    rules: z.array(sourceRule).max(MOST_SOURCE_RULES).readonly(),
    /** What holds when none fits. */
    others: z.strictObject(rank).readonly(),
  })
  .readonly()

/** How much the sources of a workspace matter, and whose they are. */
export type SourceRules = z.output<typeof sourceRules>
export type SourceRule = SourceRules['rules'][number]
export type SourceRank = SourceRules['others']

export const DEFAULT_SOURCE_RULES: SourceRules = { rules: [], others: { priority: 3, owner: 'sales' } }

/** Where a lead came from first; all in lower case. */
export interface FirstTouch {
  readonly source: string
  readonly medium: string | null
  readonly campaign: string | null
}

/** What the rules say of a source: the first rule whose parts all fit, else what holds for the others. Pure. */
export function rankOf({ rules, others }: SourceRules, touch: FirstTouch): SourceRank {
  const found = rules.find(rule => fits(rule, touch))
  return found ? { priority: found.priority, owner: found.owner } : others
}

/** Whether a rule means leads that came this way. */
export function fits(rule: SourceRule, touch: FirstTouch): boolean {
  return (['source', 'medium', 'campaign'] as const).every(part => {
    const wanted = rule[part]
    return wanted === undefined || matchesGlob(wanted, touch[part]?.toLowerCase() ?? '')
  })
}
