import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'
import { mailAddress } from '../delivery/mail.ts'
import { ruleId } from '../scoring/rules/define-rule.ts'
import { eventFilterSchema } from '../scoring/rules/event-filter.ts'
import { STAGES } from '../scoring/stage.ts'

/** From the lowest up. */
export const TEMPERATURES = ['disqualified', 'dead', 'cold', 'warm', 'hot'] as const
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
  /** From below, from above, or whichever way; a new lead comes from below. */
  z.strictObject({
    kind: z.literal('temperature'),
    to: z.enum(TEMPERATURES),
    direction: z.enum(['up', 'down', 'any']),
  }),
  /** Rises past a line of the score model that has a name. */
  z.strictObject({ kind: z.literal('milestone'), milestone: ruleId }),
  /** Reaches a grade or a better one: fit and engagement both. */
  z.strictObject({ kind: z.literal('grade'), atLeast: z.string().regex(/^[A-D][1-4]$/, 'Name a grade, such as B2.') }),
  /** Does something, here or as another system tells it. */
  z.strictObject({ kind: z.literal('act'), act: eventFilterSchema }),
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
  /** What comes after it comes so much later, and only for those who are still there. */
  z.strictObject({ kind: z.literal('wait'), for: z.int().min(1).max(365), unit: z.enum(['hours', 'days']) }),
  z.strictObject({ kind: z.literal('stage'), to: z.enum(['hold', 'recycled']), reason: text }),
  /** Gives the lead to somebody: by the rules where nobody owns it, or to a team or person of the routing. */
  z.strictObject({
    kind: z.literal('hand_over'),
    to: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('route') }),
      z.strictObject({ kind: z.literal('team'), team: id }),
      z.strictObject({ kind: z.literal('person'), person: id }),
    ]),
  }),
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
    actions: z
      .array(action)
      .min(1, 'Say what is to be done.')
      .max(MOST_ACTIONS)
      .refine(actions => actions.at(-1)?.kind !== 'wait', 'Say what is to be done after the wait.')
      .readonly(),
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
  const parsed = automationSpec.safeParse(upgraded(JSON.parse(json)))
  return parsed.success ? parsed.data : null
}

/** Before a temperature had a direction, either way set it off: it goes on meaning that. */
function upgraded(spec: unknown): unknown {
  const { when } = spec as { readonly when?: Readonly<Record<string, unknown>> } // an object: written by `columnsOf` only
  return when?.kind === 'temperature' && when.direction === undefined
    ? { ...(spec as object), when: { ...when, direction: 'any' } }
    : spec
}
