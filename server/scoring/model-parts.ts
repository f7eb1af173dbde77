import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { points, reason, ruleId } from './rules/define-rule.ts'

/** Parts of a score model that older models do not have. */

const label = z.string().trim().min(1).max(100)

/** A group of rules that count at most so much together, up and down each for itself. */
export const capSchema = z
  .strictObject({
    id: ruleId,
    label,
    /** Ids of rules, all of fit or all of engagement. */
    rules: z.array(ruleId).min(1).max(200).readonly(),
    most: z.int().min(1).max(1000),
  })
  .readonly()

/** Points of rules where the condition holds: by rule, one number for all it gives, or numbers by option. The first region that holds counts. */
export const regionSchema = z
  .strictObject({
    id: ruleId,
    label,
    when: conditionSchema,
    points: z.record(ruleId, z.union([points, z.record(z.string().min(1).max(100), points).readonly()])).readonly(),
  })
  .readonly()

/** An ideal customer profile or a persona: a name for a condition. It is the fact `profile.<id>` or `persona.<id>`, true when it holds. */
export const profileSchema = z.strictObject({ id: ruleId, label, when: conditionSchema }).readonly()

/** What cannot well be true together: the fact `flag.<id>`, true when it holds. Flagged and asked once more, never blocked. */
export const plausibilitySchema = z
  .strictObject({
    id: ruleId,
    when: conditionSchema,
    /** In words, for people of sales. */
    reason,
  })
  .readonly()

const grade = points

/** Letters for fit and digits for engagement: A from `fit.a` on, D below `fit.c`; 1 from `engagement.one` on, 4 below `three`. */
export const gradesSchema = z
  .strictObject({
    fit: z.strictObject({ a: grade, b: grade, c: grade }).readonly(),
    engagement: z.strictObject({ one: grade, two: grade, three: grade }).readonly(),
  })
  .readonly()

const scale = z
  .strictObject({
    /** So many points of the group are all of it. */
    max: z.int().min(1).max(10_000),
    /** Its part of the number, in percent. */
    weight: z.int().min(0).max(100),
  })
  .readonly()

/** One number from 0 to 100: Σ weight × points ÷ max, each group between nothing and all of it. */
export const hundredSchema = z
  .strictObject({ fit: scale, engagement: scale })
  .refine(({ fit, engagement }) => fit.weight + engagement.weight === 100, 'The two weights must come to 100.')
  .readonly()

/** A line of the score that has a name of its own: at 75 invite to a demo. */
export const milestoneSchema = z.strictObject({ id: ruleId, label, score: points }).readonly()
