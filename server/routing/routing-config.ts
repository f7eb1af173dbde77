import { z } from 'zod'
import { conditionSchema } from '#flows/condition-schema.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'Use small letters, digits, - and _.')
const name = z.string().trim().min(1).max(100)

/** Over https, or on this machine while trying things out. */
const bookingUrl = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain })
  .or(z.url({ protocol: /^http$/, hostname: /^(localhost|127(\.\d+){3})$/ }))
  .pipe(z.string().max(500))

const personSchema = z
  .strictObject({
    id,
    name,
    title: name.optional(),
    email: z.email().max(254),
    /** Where visitors book a time with this person. */
    bookingUrl: bookingUrl.optional(),
    /** IANA name. */
    timeZone: z.string().min(1).max(64).optional(),
    /** Language codes, as the fact `lang`. */
    languages: z.array(z.string().min(2).max(35)).max(20).readonly().optional(),
  })
  .readonly()

const memberSchema = z
  .strictObject({
    person: id,
    /** Share of the leads against the other weights; 0 = gets none for now. */
    weight: z.int().min(0).max(1000),
    /** Leads to count as already given: set when somebody joins or comes back, so that they need not catch up. Default 0. */
    calibration: z.int().min(0).max(1_000_000).optional(),
  })
  .readonly()

const teamSchema = z.strictObject({ id, name, members: z.array(memberSchema).max(500).readonly() }).readonly()

const assignSchema = z.union([z.strictObject({ person: id }).readonly(), z.strictObject({ team: id }).readonly()])

/** The end a decide step of the flow leads to. */
const outcome = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Use small letters, digits and _.')

const ruleSchema = z
  .strictObject({
    id,
    name,
    when: conditionSchema,
    outcome,
    assign: assignSchema.optional(),
    /** Minutes until somebody must have acted. */
    slaMinutes: z.int().min(1).max(43_200).optional(),
  })
  .readonly()

/** A routing from outside: format 1, unknown keys refused. */
export const routingSchema = z
  .strictObject({
    format: z.literal(1),
    people: z.array(personSchema).max(1000).readonly(),
    teams: z.array(teamSchema).max(200).readonly(),
    /** The first that holds decides. */
    rules: z.array(ruleSchema).max(200).readonly(),
    /** For leads no rule holds for; its person or team also steps in where a rule's own has nobody left. */
    fallback: z.strictObject({ outcome, assign: assignSchema.optional() }).readonly(),
  })
  .readonly()

/** Who gets which lead. */
export type Routing = z.infer<typeof routingSchema>
export type Person = z.infer<typeof personSchema>
export type Team = z.infer<typeof teamSchema>
export type TeamMember = z.infer<typeof memberSchema>
export type RoutingRule = z.infer<typeof ruleSchema>
export type Assignment = z.infer<typeof assignSchema>

/** Rule id of the fallback in decisions and records. */
export const FALLBACK = 'fallback'
