import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { ACTIVITY_LIMITS } from '../../activity/activity-event.ts'
import { eventSchema } from '../../activity/judge-event.ts'
import { type ActivityResult, recordActivity } from '../../activity/record-activity.ts'
import { type ApiKeyEnv, requireApiKey } from '../../auth/api-keys.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { EVENT_GROUPS, EVENT_TYPES, type EventGroup, type EventType } from '../../scoring/event-types.ts'
import { otherMethods } from '../other-methods.ts'
import { parseBody, readJson } from '../read-json.ts'
import { type PublicGate, sendJson } from './public-gate.ts'

/** Names by which Parley knows its own events: notes of colleagues, files, clicks in its mails. */
const OURS: ReadonlySet<string> = new Set(['studio', 'import', 'nurture'])

const source = z
  .string()
  .regex(/^[a-z][a-z0-9_-]{0,31}$/, 'Use small letters, digits, _ and -.')
  .refine(name => !OURS.has(name), 'Parley uses this name for its own events. Choose another.')
  .optional()
  .describe(
    'Which of your systems tells this: ids need be unique within it only. Default: api. Not studio, import or nurture.',
  )

/** POST /v1/events, for its description; what is read is judged event by event. */
export const eventsRequest = z.strictObject({
  source,
  events: z.array(eventSchema).min(1).describe('Up to 500, in any order.'),
})

/** The envelope alone: a bad event must not spoil the others. */
const envelope = z.strictObject({ source, events: z.array(z.unknown()).min(1) })

const code = z.string().describe('Stable: decide by it, never by the detail.')

export const eventsResponse = z.strictObject({
  accepted: z.int(),
  duplicates: z.int(),
  refused: z.int(),
  results: z.array(
    z.strictObject({
      id: z.string().nullable().describe('As you sent it; null when it could not be read.'),
      status: z.enum(['accepted', 'duplicate', 'refused']),
      lead: z.string().nullable().optional().describe('Whose it is; null = it counts once the person becomes a lead.'),
      ignored: z.string().optional().describe('Kept and shown, but never counted: a machine did it.'),
      warnings: z
        .array(z.strictObject({ code, pointer: z.string(), detail: z.string() }))
        .optional()
        .describe('Values that were taken as they are, or left out, since nothing could be made of them.'),
      code: code.optional(),
      detail: z.string().optional(),
      pointer: z.string().optional().describe('RFC 6901, into the event.'),
    }),
  ),
})

export const eventTypesResponse = z.strictObject({
  types: z.array(
    z.strictObject({
      type: z.string(),
      label: z.string(),
      group: z.enum(EVENT_GROUPS),
      about: z.string().optional().describe('Property that names what it was about.'),
      sets: z.array(z.string()).optional().describe('Facts of the lead that it settles.'),
    }),
  ),
})

/** What other systems tell: `POST /events` with an API key, and the catalogue of types, which is open to all. */
export function eventsRoutes(deps: Deps, gate: PublicGate): Hono<ApiKeyEnv> {
  const app = new Hono<ApiKeyEnv>()

  app.post('/events', limited(gate), requireApiKey(deps, 'events:write'), async c => {
    const { workspaceId, id } = c.get('apiKey')
    gate.limits.site(`key:${id}`)
    const body = await readJson(c, { limit: ACTIVITY_LIMITS.bodyBytes, values: 'unchecked' })
    const { source = 'api', events } = parseBody(envelope, body)
    if (events.length > ACTIVITY_LIMITS.eventsPerRequest) {
      throw new ApiError('too_many_events', {
        detail: `Send ${ACTIVITY_LIMITS.eventsPerRequest} events at most at once.`,
      })
    }
    const results = await recordActivity(deps, { workspaceId, source, actor: id, events })
    return sendJson(answerOf(results), 200, {})
  })
  app.all('/events', otherMethods('POST', 'OPTIONS'))

  app.get('/event-types', limited(gate), () =>
    sendJson({ types: CATALOGUE }, 200, { 'cache-control': 'public, max-age=300' }),
  )
  app.all('/event-types', otherMethods('GET', 'OPTIONS'))
  return app
}

/** Before the key is looked up, so that guessing one is limited too. */
function limited(gate: PublicGate) {
  return async (c: Context, next: () => Promise<void>) => {
    gate.limitAddress(c)
    await next()
  }
}

function answerOf(results: readonly ActivityResult[]) {
  const count = (status: ActivityResult['status']) => results.filter(result => result.status === status).length
  return { accepted: count('accepted'), duplicates: count('duplicate'), refused: count('refused'), results }
}

const CATALOGUE = Object.entries<EventType>(EVENT_TYPES)
  .filter(([, { ours }]) => !ours)
  .map(([type, { label, group, about, sets }]: [string, EventType & { group: EventGroup }]) => ({
    type,
    label,
    group,
    ...(about && { about }),
    ...(sets && { sets: sets.map(set => set.fact) }),
  }))
