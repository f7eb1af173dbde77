import { z } from 'zod'
import {
  type Booking,
  type CreateSessionResponse,
  ERROR_STATUS,
  type ErrorCode,
  type IdentifyResponse,
  type Problem,
  type SessionState,
  type SiteConfig,
  type SlotsResponse,
} from '#flows/api.ts'
import { conditionSchema } from '#flows/flow-schema.ts'

/** What the public API answers, as schemas: for its description, and for the tests that hold it to it. */

export const decision = z.strictObject({
  step: z.string(),
  after: z
    .int()
    .min(0)
    .describe('Number of the last event it took into account: replay reads it right after that one.'),
  outcome: z.string(),
  offer: z
    .strictObject({
      owner: z.strictObject({ name: z.string(), title: z.string().optional() }).optional(),
      bookingUrl: z.url().optional().describe('https link of the owner’s calendar.'),
      slots: z.literal(true).optional().describe('Times of the owner can be booked here: ask for the slots.'),
    })
    .optional()
    .describe('What the visitor is offered with it. Says nothing of score or rules.'),
  early: z
    .literal(true)
    .optional()
    .describe('Settled before all was asked: only who the visitor is is still asked up to the step.'),
})

const state = {
  session: z.uuid(),
  status: z.enum(['open', 'completed']),
  acknowledged: z.int().min(0).describe('Every event up to and including this number is stored durably.'),
  decisions: z.array(decision).readonly(),
}

export const sessionState: z.ZodType<SessionState> = z.strictObject(state)

export const createSessionResponse: z.ZodType<CreateSessionResponse> = z.strictObject({
  ...state,
  token: z
    .string()
    .describe('Opaque. Belongs in `Authorization: Bearer`, or in `token` of the body, never in an address.'),
})

export const booking: z.ZodType<Booking> = z.strictObject({
  id: z.string(),
  startsAt: z.int().describe('Milliseconds since 1970.'),
  endsAt: z.int(),
  owner: z.strictObject({ name: z.string() }),
  place: z.string().optional().describe('Where they meet: a link or words.'),
  manageUrl: z.url().describe('Page at which it is moved or cancelled; with .ics after it, the invitation.'),
  mailed: z.boolean().describe('Whether the invitation goes out by mail; if not, the visitor takes the file.'),
})

export const slotsResponse: z.ZodType<SlotsResponse> = z.strictObject({
  owner: z.strictObject({ name: z.string(), title: z.string().optional() }),
  minutes: z.int().min(1).describe('How long a meeting takes.'),
  slots: z.array(z.int()).describe('Free times, milliseconds since 1970, soonest first.'),
  booking: booking.nullable().describe('What this conversation has booked already.'),
})

export const recorded = z.strictObject({ recorded: z.int().min(0).describe('How many of them were new.') })

const experiment = z.strictObject({
  id: z.string(),
  version: z.int().min(1),
  status: z.enum(['draft', 'running', 'stopped']),
  variants: z.array(
    z.strictObject({
      id: z.string(),
      weight: z.int().min(0).max(10_000).describe('Basis points of all visitors.'),
      patch: z.record(z.string(), z.string()).describe('Wording key → text.'),
    }),
  ),
})

export const siteConfig: z.ZodType<SiteConfig> = z.strictObject({
  site: z.string(),
  api: z.url().describe('Origin of this API.'),
  entry: z.url().describe('The widget’s entry module.'),
  consent: z.enum(['required', 'not_required']),
  theme: z.string().optional().describe('The site’s theme as a style sheet for the widget; left out = the usual look.'),
  flows: z.array(
    z.strictObject({
      flow: z.string(),
      release: z.string(),
      revision: z.string().describe('Content hash: ask for the flow by it.'),
      locales: z.array(z.string()),
      bubble: z
        .strictObject({ when: conditionSchema.optional(), label: z.string(), teaser: z.string().optional() })
        .optional()
        .describe('Where the chat bubble shows; left out = nowhere.'),
      experiments: z.array(experiment).describe('Running experiments that change the launcher.'),
    }),
  ),
})

const codes = Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]] // never empty

export const problem: z.ZodType<Problem> = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(codes).describe('Stable: decide by this.'),
  requestId: z.string(),
  detail: z.string().optional(),
  errors: z
    .array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() }))
    .optional()
    .describe('What is wrong where; pointers are RFC 6901 into the request body.'),
})

export const identifyResponse: z.ZodType<IdentifyResponse> = z.strictObject({
  identified: z.boolean(),
  problem: z
    .enum(['malformed', 'bad_algorithm', 'bad_signature', 'expired', 'not_yet_valid', 'bad_claims'])
    .optional()
    .describe('Why the token does not hold.'),
})
