import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { mailAddress } from '../delivery/mail.ts'
import { STAGES } from '../scoring/stage.ts'

const TEMPERATURES = ['hot', 'warm', 'cold', 'dead', 'disqualified'] as const
const MOST_ACTIONS = 10

const id = z.string().regex(/^[\w-]{1,64}$/)
const stage = z.enum(STAGES)
const points = z.number().min(-1000).max(1000)
const days = z.int().min(1).max(730)
const text = z.string().max(500)

const trigger = z.discriminatedUnion('kind', [
  /** Crosses a number, a new lead from below any. */
  z.strictObject({
    kind: z.literal('score'),
    measure: z.enum(['score', 'fit', 'engagement']),
    direction: z.enum(['up', 'down']),
    at: points,
  }),
  z.strictObject({ kind: z.literal('temperature'), to: z.enum(TEMPERATURES) }),
  z.strictObject({ kind: z.literal('stage'), move: z.enum(['enters', 'leaves']), stage }),
  z.strictObject({ kind: z.literal('segment'), move: z.enum(['enters', 'leaves']), segment: id }),
  z.strictObject({ kind: z.literal('days_in_stage'), stage, days }),
  /** Nothing said, done or opened for so long. */
  z.strictObject({ kind: z.literal('idle'), days }),
])

const factName = z
  .string()
  .max(100)
  .regex(/^[a-z][\w-]*(\.[\w-]+)*$/i, 'Use letters, digits, _ and dots, such as tag.webinar.')

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mail'), template: id }),
  /** Tells people of the company, never the lead. */
  z.strictObject({
    kind: z.literal('notify'),
    /** The lead's owner; where it has none, those below. */
    owner: z.boolean(),
    to: z.array(mailAddress).max(20).readonly(),
    note: text,
  }),
  z.strictObject({ kind: z.literal('push'), destination: id }),
  z.strictObject({ kind: z.literal('stage'), to: z.enum(['hold', 'recycled']), reason: text }),
  z.strictObject({
    kind: z.literal('fact'),
    fact: factName,
    value: z.union([z.string().max(200), z.number(), z.boolean()]),
  }),
])

/** What an automation does and when, as the studio sends it: unknown keys refused. */
export const automationSpec = z
  .strictObject({
    when: trigger,
    /** Holds when it fires; left out = always. */
    and: conditionSchema.optional(),
    /** Keeps it from firing while it holds. */
    unless: conditionSchema.optional(),
    actions: z.array(action).min(1, 'Say what is to be done.').max(MOST_ACTIONS).readonly(),
    /** Null = once for each lead; else again, but not before so many days. */
    againAfterDays: days.nullable(),
  })
  .readonly()

export type AutomationSpec = z.infer<typeof automationSpec>
export type Trigger = AutomationSpec['when']
export type Action = AutomationSpec['actions'][number]
export type ActionOf<Kind extends Action['kind']> = Extract<Action, { readonly kind: Kind }>

/** Stored ones were checked when they came in, by an older version perhaps: null for what no longer holds. */
export function readSpec(json: string): AutomationSpec | null {
  const parsed = automationSpec.safeParse(JSON.parse(json))
  return parsed.success ? parsed.data : null
}
