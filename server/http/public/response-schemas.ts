import { z } from 'zod'
import {
  type Booking,
  type ChallengeResponse,
  type CreateSessionResponse,
  ERROR_STATUS,
  type ErrorCode,
  type IdentifyResponse,
  type Problem,
  type SessionState,
  type SiteConfig,
  type SlotsResponse,
} from '#flows/api.ts'
import type { SiteCondition, SitePlacement } from '#flows/compile-placement.ts'

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
  challenge: z
    .strictObject({ provider: z.literal('turnstile'), siteKey: z.string() })
    .optional()
    .describe('The session is held back until this is passed.'),
})

export const challengeResponse: z.ZodType<ChallengeResponse> = z.strictObject({ passed: z.boolean() })

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

const where: z.ZodType<SiteCondition> = z.union([
  z.strictObject({ all: z.array(z.lazy(() => where)) }),
  z.strictObject({ not: z.lazy(() => where) }),
  z.strictObject({ fact: z.string(), matches: z.string().describe('Source of a regular expression.') }),
])

const placement: z.ZodType<SitePlacement> = z.strictObject({
  surface: z.enum(['bubble', 'inline', 'popup', 'slide_in', 'hosted']),
  shape: z.enum(['chat', 'steps', 'page']),
  when: where.describe('The placement’s condition, compiled for the loader.'),
  due: z
    .array(z.tuple([z.string(), z.union([z.string(), z.number(), z.boolean()])]))
    .describe('What it waits for: seconds, percent, pages, an event, a click.'),
  asked: z.literal(true).optional(),
  cap: z
    .strictObject({ times: z.int().min(1), days: z.int().min(1).optional() })
    .optional()
    .describe('At most so often within so many days; without days, in a visit.'),
})

export const siteConfig: z.ZodType<SiteConfig> = z.strictObject({
  site: z.string(),
  api: z.url().describe('Origin of this API.'),
  entry: z.url().describe('The widget’s entry module.'),
  teaser: z.url().optional().describe('The module that words launchers where they are not the same for everybody.'),
  consent: z.enum(['required', 'not_required']),
  country: z.string().length(2).optional().describe('Where the visitor is, when a placement asks and a proxy tells.'),
  theme: z.string().optional().describe('The site’s theme as a style sheet for the widget; left out = the usual look.'),
  flows: z.array(
    z.strictObject({
      flow: z.string(),
      release: z.string(),
      revision: z.string().describe('Content hash: ask for the flow by it.'),
      locales: z.array(z.string()),
      placements: z.array(placement).optional().describe('Where, when and how often it appears.'),
      bubble: z
        .strictObject({ label: z.string(), teaser: z.string().optional() })
        .optional()
        .describe('Words of its chat bubble; left out = it has none.'),
      spoken: z
        .record(z.string(), z.strictObject({ label: z.string(), teaser: z.string().optional() }))
        .optional()
        .describe('Given where the words are not the same for everybody: those in other languages, by language.'),
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
