import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { FRAMEWORK_IDS, FRAMEWORKS } from './frameworks.ts'

const slug = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use small letters, digits and _.')
const factName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}(\.[a-z0-9_]{1,40})?$/, 'Use the name of a fact, like `budget`.')
const words = (most: number) => z.string().trim().min(1).max(most)
const days = z.int().min(1).max(3650).nullable()

const slotAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('number') }).readonly(),
  z.strictObject({ kind: z.literal('yes_no') }).readonly(),
  z
    .strictObject({
      kind: z.literal('options'),
      options: z
        .array(z.strictObject({ id: slug, label: words(80) }).readonly())
        .min(2)
        .max(20)
        .refine(options => new Set(options.map(({ id }) => id)).size === options.length, 'Each needs its own id.')
        .readonly(),
    })
    .readonly(),
])

const slotSchema = z
  .strictObject({
    id: slug,
    label: words(60),
    ask: z.string().trim().max(200),
    required: z.boolean(),
    facts: z.array(factName).max(5).readonly(),
    /** What sales may say where no question of a flow asks it; left out: free text. */
    answer: slotAnswerSchema.optional(),
  })
  .readonly()

/** Rules of a lifecycle from outside: format 1, unknown keys refused. */
export const lifecycleRulesSchema = z
  .strictObject({
    format: z.literal(1),
    /** Which framework the slots were taken from. */
    framework: z.enum(FRAMEWORK_IDS),
    /** What a salesperson has to know, in the order asked. */
    slots: z
      .array(slotSchema)
      .max(20)
      .refine(slots => new Set(slots.map(slot => slot.id)).size === slots.length, 'Each slot needs its own id.')
      .readonly(),
    mql: z
      .strictObject({
        /** Who looks at one of these pages is marketing qualified, whatever the score. `*` stands for any run of characters. */
        pages: z.array(z.string().trim().min(1).max(200)).max(20).readonly(),
        /** So is whom it holds for. */
        when: conditionSchema.optional(),
      })
      .readonly(),
    /** Whom it holds for goes to sales, whatever the score; left out: by score and by asking only. */
    sal: z.strictObject({ when: conditionSchema }).readonly().optional(),
    sql: z
      .strictObject({
        /** Sales must have ticked that the intent is real, and that the means are there. */
        intent: z.boolean(),
        means: z.boolean(),
        /** A SAL becomes an SQL by itself at the moment the last of it is known. */
        automatic: z.boolean(),
      })
      .readonly(),
    recycle: z
      .strictObject({
        /** So many days on hold, and marketing has the lead again; null = it stays on hold. */
        holdDays: days,
        /** So many days without a sign of a SAL, and marketing has it again; null = it stays. */
        silentDays: days,
        /** Of a SAL or a hold whom it holds for marketing has again. */
        when: conditionSchema.optional(),
      })
      .readonly(),
    /** A cold lead of which nothing was heard for so many days is dead, until it moves again; null = none is. */
    dead: z.strictObject({ days }).readonly(),
  })
  .readonly()

/** How the leads of a workspace move between marketing and sales. Points and thresholds are the score model's. */
export type LifecycleRules = z.infer<typeof lifecycleRulesSchema>

/** What holds where a team has set nothing. */
export const DEFAULT_RULES: LifecycleRules = {
  format: 1,
  framework: 'bant',
  slots: FRAMEWORKS.bant.slots,
  mql: { pages: ['*/features*', '*/product*'] },
  sql: { intent: true, means: true, automatic: true },
  recycle: { holdDays: 90, silentDays: null },
  dead: { days: 90 },
}
