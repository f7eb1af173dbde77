import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { decayStepsSchema } from './decay.ts'
import {
  capSchema,
  gradesSchema,
  hundredSchema,
  milestoneSchema,
  plausibilitySchema,
  profileSchema,
  regionSchema,
} from './model-parts.ts'
import { points, reason, ruleId } from './rules/define-rule.ts'
import { engagementKinds, fitKinds } from './rules/index.ts'

const fitRuleSchema = z.discriminatedUnion('kind', [
  fitKinds.options.schema,
  fitKinds.when.schema,
  fitKinds.account.schema,
  fitKinds.source.schema,
  fitKinds.context.schema,
  fitKinds.crm.schema,
])

const engagementRuleSchema = z.discriminatedUnion('kind', [
  engagementKinds.event.schema,
  engagementKinds.count.schema,
  engagementKinds.return.schema,
  engagementKinds.sequence.schema,
  engagementKinds.recency.schema,
  engagementKinds.velocity.schema,
  engagementKinds.absence.schema,
  engagementKinds.colleague.schema,
  engagementKinds.idle.schema,
])

const disqualifierSchema = z
  .strictObject({
    id: ruleId,
    when: conditionSchema,
    reason,
    /** Left out of scoring altogether: no ledger entries, whatever they do. */
    unscored: z.boolean().optional(),
  })
  .readonly()

/** A score model from outside: format 1, unknown keys refused. */
export const scoreModelSchema = z
  .strictObject({
    format: z.literal(1),
    name: z.string().trim().min(1).max(100),
    /** The preset it was made from. */
    preset: z.string().min(1).max(40),
    fit: z.array(fitRuleSchema).max(200).readonly(),
    engagement: z
      .strictObject({
        /** Most that acts can earn together. Penalties come off after it. */
        cap: z.int().min(0).max(1000),
        /** Days after which an act is worth half; null = acts do not fade. */
        halfLifeDays: z.number().positive().max(3650).nullable(),
        /** Instead of a half-life: what acts are still worth after so many days. */
        steps: decayStepsSchema.optional(),
        rules: z.array(engagementRuleSchema).max(200).readonly(),
      })
      .readonly(),
    /** The first that holds disqualifies. Its id is the fact `disqualified` that routing reads. */
    disqualify: z.array(disqualifierSchema).max(100).readonly(),
    thresholds: z
      .strictObject(
        {
          /** Hot from this score on, if the fit reaches its part too: busy but a poor fit is not hot. */
          hot: z.strictObject({ score: points, fit: points }).readonly(),
          cold: z.strictObject({ below: points }).readonly(),
        },
        { error: issue => (issue.input === undefined ? NO_THRESHOLDS : undefined) },
      )
      .readonly(),
    /** Marketing qualified from this score on. */
    mql: z.strictObject({ score: points }).readonly(),
    /** Goes to sales from this score on: accepted without having asked. Left out = only who asks does. */
    sal: z.strictObject({ score: points }).readonly().optional(),
    /** Stage of a lead that asks for a demo or for sales. Default `sal`. */
    askedForSales: z.enum(['mql', 'sal', 'sql']).optional(),
    /** Most that fit can come to. Left out = no limit. */
    fitCap: z.int().min(1).max(10_000).optional(),
    caps: z.array(capSchema).max(50).readonly().optional(),
    regions: z.array(regionSchema).max(50).readonly().optional(),
    profiles: z.array(profileSchema).max(50).readonly().optional(),
    personas: z.array(profileSchema).max(50).readonly().optional(),
    plausibility: z.array(plausibilitySchema).max(50).readonly().optional(),
    grades: gradesSchema.optional(),
    hundred: hundredSchema.optional(),
    milestones: z.array(milestoneSchema).max(20).readonly().optional(),
  })
  .readonly()

const NO_THRESHOLDS = 'Say from which score on a lead is hot, and below which it is cold.'

/** How a workspace scores its leads. Points are whole numbers; they never reach a browser of a visitor. */
export type ScoreModel = z.infer<typeof scoreModelSchema>
export type FitRule = z.infer<typeof fitRuleSchema>
export type EngagementRule = z.infer<typeof engagementRuleSchema>
export type Disqualifier = z.infer<typeof disqualifierSchema>
