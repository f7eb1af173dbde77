import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { points, reason, ruleId } from './rules/define-rule.ts'
import { engagementKinds, fitKinds } from './rules/index.ts'

const fitRuleSchema = z.discriminatedUnion('kind', [fitKinds.options.schema, fitKinds.when.schema])

const engagementRuleSchema = z.discriminatedUnion('kind', [
  engagementKinds.event.schema,
  engagementKinds.count.schema,
  engagementKinds.return.schema,
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
        rules: z.array(engagementRuleSchema).max(200).readonly(),
      })
      .readonly(),
    /** The first that holds disqualifies. Its id is the fact `disqualified` that routing reads. */
    disqualify: z.array(disqualifierSchema).max(100).readonly(),
    thresholds: z
      .strictObject({
        /** Hot from this score on, if the fit reaches its part too: busy but a poor fit is not hot. */
        hot: z.strictObject({ score: points, fit: points }).readonly(),
        cold: z.strictObject({ below: points }).readonly(),
      })
      .readonly(),
    /** Marketing qualified from this score on. */
    mql: z.strictObject({ score: points }).readonly(),
    /** Stage of a lead that asks for a demo or for sales. Default `sal`. */
    askedForSales: z.enum(['mql', 'sal', 'sql']).optional(),
  })
  .readonly()

/** How a workspace scores its leads. Points are whole numbers; they never reach a browser of a visitor. */
export type ScoreModel = z.infer<typeof scoreModelSchema>
export type FitRule = z.infer<typeof fitRuleSchema>
export type EngagementRule = z.infer<typeof engagementRuleSchema>
export type Disqualifier = z.infer<typeof disqualifierSchema>
