import { hash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '#flows/canonical.ts'
import { parseAnswer } from '#flows/fields/index.ts'
import { ApiError } from '../errors.ts'
import { checkValues } from '../http/read-json.ts'
import { type EventType, findEventType } from '../scoring/event-types.ts'
import { nearestEventTypes } from '../scoring/nearest-event-types.ts'
import { withoutQuery } from '../sessions/known-address.ts'
import { ACTIVITY_LIMITS, type ActivityEvent, type ActivityProblem } from './activity-event.ts'

export type JudgedEvent =
  | { readonly ok: true; readonly event: ActivityEvent }
  | { readonly ok: false; readonly id: string | null; readonly problem: ActivityProblem }

const when = z.union([
  z.number().int().min(0).max(8.64e15),
  z.iso.datetime({
    offset: true,
    message: 'Give milliseconds since 1970, or a time with its zone: 2026-03-01T09:30:00Z.',
  }),
])

const ID = /^[\x21-\x7e]{1,100}$/

/** One event of `POST /v1/events`. */
export const eventSchema = z.strictObject({
  id: z
    .string()
    .regex(ID, 'Use 1–100 printable ASCII characters without blanks.')
    .describe('Yours, unique within the source: sending the event again under it is harmless.'),
  type: z.string().min(1).max(64).describe('A type of the catalogue, or custom.'),
  name: z.string().trim().min(1).max(100).optional().describe('Of a custom event.'),
  at: when.optional().describe('Milliseconds since 1970, or ISO 8601 with a zone. Left out: now.'),
  email: z.string().max(320).optional().describe('Who did it, by address.'),
  visitor: z
    .string()
    .regex(/^[\x21-\x7e]{16,64}$/, 'This is no visitor id.')
    .optional()
    .describe('Who did it, by the id that the widget gave the visitor.'),
  lead: z.string().min(1).max(64).optional().describe('Who did it, by the id of the lead.'),
  page: z.string().max(2048).optional().describe('Address or path of the page it happened on.'),
  properties: z
    .record(z.string().min(1).max(64), z.union([z.string().max(500), z.number(), z.boolean()]))
    .refine(given => Object.keys(given).length <= ACTIVITY_LIMITS.properties, {
      message: `Give ${ACTIVITY_LIMITS.properties} properties at most.`,
    })
    .optional()
    .describe('What else is known of it: texts, numbers, yes or no; 30 at most.'),
})

/** Judges one event by itself: its shape, its type, its subject, its time. Pure. */
export function judgeEvent(raw: unknown, now: number): JudgedEvent {
  const id = idOf(raw)
  const refuse = (problem: ActivityProblem): JudgedEvent => ({ ok: false, id, problem })
  const unsafe = unsafeValue(raw)
  if (unsafe) return refuse(unsafe)
  const parsed = eventSchema.safeParse(raw)
  if (!parsed.success) return refuse(shapeProblem(parsed.error))
  const { type, name, visitor, lead, page, properties = {} } = parsed.data
  const known = findEventType(type)
  if (!known || known.ours) return refuse(unknownType(type, known))
  if (type === 'custom' && name === undefined) {
    return refuse({ code: 'invalid_event', pointer: '/name', detail: 'A custom event needs a name.' })
  }
  const email = parsed.data.email === undefined ? undefined : addressOf(parsed.data.email)
  if (email === null) {
    return refuse({ code: 'invalid_event', pointer: '/email', detail: 'This is no e-mail address.' })
  }
  if (email === undefined && visitor === undefined && lead === undefined) {
    return refuse({ code: 'no_subject', detail: 'Say who did it: give email, visitor or lead.' })
  }
  const at = timeOf(parsed.data.at) ?? now
  const odd = oddTime(at, now)
  if (odd) return refuse(odd)
  return {
    ok: true,
    event: {
      id: parsed.data.id,
      type,
      ...(name !== undefined && { name }),
      subject: { ...(lead && { lead }), ...(email && { email }), ...(visitor && { visitor }) },
      path: page === undefined ? '' : pathOf(page),
      properties,
      at,
      hash: hash('sha256', canonicalJson(parsed.data)),
    },
  }
}

/** Milliseconds since 1970 of a number or of an ISO 8601 text; undefined for undefined. */
function timeOf(at: number | string | undefined): number | undefined {
  return typeof at === 'string' ? Date.parse(at) : at
}

function oddTime(at: number, now: number): ActivityProblem | null {
  if (at > now + ACTIVITY_LIMITS.futureMs) {
    return {
      code: 'future_time',
      pointer: '/at',
      detail: 'This time is more than five minutes ahead. Check the clock and the unit (milliseconds).',
    }
  }
  if (at < now - ACTIVITY_LIMITS.ancientMs) {
    return {
      code: 'ancient_time',
      pointer: '/at',
      detail: 'This is more than three years ago. Check the unit (milliseconds, not seconds).',
    }
  }
  return null
}

function unknownType(type: string, ours: EventType | undefined): ActivityProblem {
  const near = nearestEventTypes(type).filter(slug => !findEventType(slug)?.ours)
  const hint = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See GET /v1/event-types.'
  return {
    code: 'unknown_type',
    pointer: '/type',
    detail: `${ours ? 'Only Parley itself tells this.' : 'No such type of event.'} ${hint} For one of your own send type custom with a name.`,
  }
}

/** An address in lower case, by the rules of the flow's own e-mail field; null for anything else. */
export function addressOf(text: string): string | null {
  const parsed = parseAnswer({ kind: 'email', business: 'any', disposable: 'allow' }, text)
  return parsed.ok ? String(parsed.value) : null
}

/** Where on a site, without its query, as page tracking keeps it. */
function pathOf(page: string): string {
  const path = URL.canParse(page) ? new URL(page).pathname : page
  return withoutQuery(path).slice(0, 1024)
}

/** Control characters, lone surrogates, numbers that cannot be kept, keys that shadow those of every object. */
function unsafeValue(raw: unknown): ActivityProblem | null {
  try {
    checkValues(raw, '')
    return null
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (error.code === 'forbidden_key') return { code: 'forbidden_key', detail: 'This event uses a forbidden key.' }
    const [first] = error.options.errors ?? []
    return {
      code: 'invalid_event',
      detail: first?.message ?? 'This event cannot be kept.',
      ...(first && { pointer: first.pointer }),
    }
  }
}

function shapeProblem(error: z.ZodError): ActivityProblem {
  const [issue] = error.issues
  const path = (issue?.path ?? []).map(
    part => `/${String(part).slice(0, 80).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  )
  if (issue?.code === 'unrecognized_keys') {
    return {
      code: 'invalid_event',
      detail: 'This field is not part of an event. Put what is yours into properties.',
      pointer: `${path.join('')}/${issue.keys[0]?.slice(0, 80)}`,
    }
  }
  return { code: 'invalid_event', detail: issue?.message ?? 'This is no event.', pointer: path.join('') }
}

/** So that the sender finds what was refused, even when nothing else of it can be read. */
function idOf(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null
  return typeof raw.id === 'string' && ID.test(raw.id) ? raw.id : null
}
