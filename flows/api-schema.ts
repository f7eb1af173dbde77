import { z } from 'zod'
import type {
  AppendEventsRequest,
  BehaviorEvent,
  BehaviorRequest,
  BookRequest,
  ChallengeRequest,
  CreateSessionRequest,
  ExposuresRequest,
  IdentifyRequest,
  ReportRequest,
  SessionContext,
  SessionEvent,
} from './api.ts'
import { FLOW_LIMITS } from './flow.ts'

// Counts of events are the server's to judge, for they have a code of their own (`too_many_events`); a body is at most 256 KiB.

const id = z.string().min(1).max(64)
const slug = z.string().min(1).max(64)
/** Random ids made by a browser: printable ASCII, so that every language hashes them alike. */
const random = z.string().regex(/^[\x21-\x7e]{16,64}$/)
const token = z.string().max(200).optional()
const at = z.int().min(0)
const address = z.string().max(2048)

const value = z.union([
  z.string().max(FLOW_LIMITS.text * 4),
  z.number(),
  z.boolean(),
  z.array(z.string().max(100)).max(FLOW_LIMITS.options),
])

const numbered = { seq: z.int().min(1).max(1_000_000), at }
const atStep = { ...numbered, step: slug }

export const sessionEvent: z.ZodType<SessionEvent> = z.discriminatedUnion('type', [
  z.strictObject({ ...atStep, type: z.literal('viewed') }),
  z.strictObject({
    ...atStep,
    type: z.literal('answered'),
    value,
    raw: z.string().max(FLOW_LIMITS.text).optional(),
    by: z.literal('page').optional(),
    confirmed: slug.optional(),
  }),
  z.strictObject({
    ...atStep,
    type: z.literal('asked'),
    text: z.string().min(1).max(FLOW_LIMITS.text),
    snippet: slug.optional(),
  }),
  z.strictObject({ ...atStep, type: z.literal('skipped') }),
  z.strictObject({ ...atStep, type: z.literal('backed') }),
  z.strictObject({ ...atStep, type: z.literal('invalid'), problem: slug }),
  // Only the server writes decisions of its own, and never through this door.
  z.strictObject({ ...atStep, type: z.literal('decided'), outcome: slug, by: z.literal('fallback') }),
  z.strictObject({ ...atStep, type: z.literal('booked') }),
  z.strictObject({ ...atStep, type: z.literal('clicked') }),
  z.strictObject({ ...numbered, type: z.literal('switched'), locale: z.string().min(1).max(35) }),
  z.strictObject({
    ...numbered,
    type: z.literal('exposed'),
    experiment: slug,
    version: z.number().int().min(1).max(1_000_000),
    variant: slug,
  }),
])

const acted = { id: z.string().min(1).max(64), at, path: address }

export const behaviorEvent: z.ZodType<BehaviorEvent> = z.discriminatedUnion('type', [
  z.strictObject({
    ...acted,
    type: z.literal('page_viewed'),
    title: z.string().max(300).optional(),
    seconds: z.number().min(0).max(86_400).optional(),
  }),
  z.strictObject({
    ...acted,
    type: z.literal('page_left'),
    view: z.string().min(1).max(64),
    seconds: z.number().min(0).max(86_400),
    scrolled: z.number().min(0).max(100),
  }),
  z.strictObject({ ...acted, type: z.literal('downloaded'), file: z.string().min(1).max(500) }),
  z.strictObject({ ...acted, type: z.literal('custom'), name: z.string().min(1).max(100) }),
])

const context: z.ZodType<SessionContext> = z.strictObject({
  page: z.strictObject({ url: address, path: address, title: z.string().max(300).optional() }),
  referrer: address.optional(),
  utm: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), z.string().max(300)),
  locale: z.string().min(1).max(35),
  timeZone: z.string().max(64).optional(),
  device: z.enum(['mobile', 'desktop']),
  surface: z.enum(['bubble', 'inline', 'popup', 'slide_in', 'hosted', 'form']),
  shape: z.enum(['chat', 'steps', 'page']),
  variants: z.record(slug, slug),
  consent: z.enum(['unset', 'granted', 'denied']),
  hidden: z.record(slug, z.string().max(300)).optional(),
})

export const createSessionRequest: z.ZodType<CreateSessionRequest> = z.strictObject({
  site: id,
  release: id,
  visitor: random,
  key: random,
  context,
  dwell: z.number().min(0).max(Number.MAX_SAFE_INTEGER),
  touched: z.boolean().optional(),
  website: z.string().max(2000).optional(),
  events: z.array(sessionEvent),
  behavior: z.array(behaviorEvent).optional(),
})

export const appendEventsRequest: z.ZodType<AppendEventsRequest> = z.strictObject({
  token,
  events: z.array(sessionEvent),
})

export const behaviorRequest: z.ZodType<BehaviorRequest> = z.strictObject({
  token,
  session: id,
  events: z.array(behaviorEvent),
})

export const identifyRequest: z.ZodType<IdentifyRequest> = z.strictObject({
  token,
  session: id,
  identity: z.string().min(1).max(4096),
})

export const exposuresRequest: z.ZodType<ExposuresRequest> = z.strictObject({
  site: id,
  release: id,
  visitor: random,
  exposures: z
    .array(z.strictObject({ experiment: slug, version: z.number().int().min(1).max(1_000_000), variant: slug, at }))
    .min(1)
    .max(20),
})

export const bookRequest: z.ZodType<BookRequest> = z.strictObject({
  token,
  at,
  timeZone: z.string().min(1).max(64).optional(),
})

export const challengeRequest: z.ZodType<ChallengeRequest> = z.strictObject({
  token,
  answer: z.string().min(1).max(4096),
})

export const reportRequest: z.ZodType<ReportRequest> = z.strictObject({
  site: id,
  problem: z.enum(['answers_refused', 'flow_unknown', 'load_failed', 'element_removed']),
  flow: z
    .string()
    .regex(/^[\w-]{1,64}$/)
    .optional(),
  code: z
    .string()
    .regex(/^[a-z_]{1,64}$/)
    .optional(),
})
