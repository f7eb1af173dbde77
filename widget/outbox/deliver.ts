import {
  API_LIMITS,
  type CreateSessionRequest,
  type CreateSessionResponse,
  type Problem,
  type SessionEvent,
  type SessionState,
} from '#flows/api.ts'
import { type Conversation, hasActed } from '../conversation.ts'
import { withoutPages } from '../file-links.ts'
import { heard } from '../heard.ts'
import { report } from '../report.ts'
import type { Talk } from '../talk.ts'
import { retryAfter } from './retry-after.ts'

/**
 * `done`: the server has committed more. `refused`: it never will take this. Else it is to be tried again, after so many
 * milliseconds if the server said so; `lost`: the visitor should know that nothing is saved for now.
 */
export type Outcome = 'done' | 'refused' | { readonly lost: boolean; readonly after?: number }

const LOST: Outcome = { lost: true }
const REQUEST_MS = 20_000
/** Browsers let 64 KiB outlive a page, over all its requests. */
const KEPT_ALIVE_BYTES = 48 * 1024

/** Whether a visitor has done something that the server has not confirmed. */
export function isUnsent(talk: Talk | undefined): talk is Talk {
  return talk !== undefined && hasActed(talk) && talk.acknowledged < talk.log.length
}

/** Sends the next request of a conversation, once `keep` has kept what makes it repeatable. Never throws. */
export async function deliver(conversation: Conversation, talk: Talk, keep: () => Promise<void>): Promise<Outcome> {
  try {
    const isNew = !conversation.record.post.session && !conversation.record.post.create
    const request = requestOf(conversation, talk, KEPT_ALIVE_BYTES)
    // Should this tab end now, another one must send the very same words.
    if (isNew) await keep()
    const response = await fetch(conversation.config.api + request.path, {
      method: 'POST',
      credentials: 'omit',
      keepalive: request.body.length < KEPT_ALIVE_BYTES,
      signal: AbortSignal.timeout(REQUEST_MS),
      // Plain text asks for no preflight.
      body: request.body,
    })
    return response.ok ? await take(conversation, talk, response) : await retreat(conversation, response)
  } catch {
    // Unreachable, too slow, or an answer that is none, as hotel networks give.
    return LOST
  }
}

/** The request that is due: the one that makes the session, word for word as the first time, or the next events. */
export function requestOf(conversation: Conversation, talk: Talk, bytes: number): { path: string; body: string } {
  const { post } = conversation.record
  const { session, token } = post
  if (!session) {
    post.create ??= toCreate(conversation, talk)
    return { path: '/v1/sessions', body: post.create }
  }
  const events = fitting(talk.log.slice(talk.acknowledged), bytes)
  return { path: `/v1/sessions/${session}/events`, body: JSON.stringify({ token, events }) }
}

async function take(conversation: Conversation, talk: Talk, response: Response): Promise<Outcome> {
  const state: Partial<CreateSessionResponse> | null = await response.json()
  const { record, actor } = conversation
  if (!isState(state) || !(state.token || record.post.token)) return LOST
  if (state.acknowledged > talk.log.length) {
    // Written to by a tab that this one cannot hear.
    const { startApart } = await import('../recover.ts')
    return startApart(conversation) ? 'done' : 'refused'
  }
  record.post.session = state.session
  if (state.token) record.post.token = state.token
  if (state.challenge) record.post.challenge = state.challenge
  record.post.create = undefined
  const current = actor.getSnapshot().context.talk ?? talk // it went on meanwhile
  // A server that was set back has less than it once confirmed: it gets the rest again.
  actor.send({ type: 'synced', talk: { ...heard(current, state), acknowledged: state.acknowledged } })
  return state.acknowledged === talk.acknowledged ? LOST : 'done'
}

async function retreat(conversation: Conversation, response: Response): Promise<Outcome> {
  const { status } = response
  const { code }: Partial<Problem> = await response.json().catch(() => ({}))
  if (status === 429 || status === 408 || status >= 500 || code === 'in_flight') {
    const after = retryAfter(response.headers.get('retry-after'), Date.now())
    return { lost: status >= 500, ...(after && { after }) }
  }
  // Not our server's words: something between us and it.
  if (!code) return LOST
  const { recover } = await import('../recover.ts')
  if (await recover(conversation, status, code)) return 'done'
  report(conversation.config, { problem: 'answers_refused', code })
  return 'refused'
}

/** The request that makes the session. Fits a beacon: older page views are left out rather than answers. */
function toCreate({ config, page, record }: Conversation, { visit, log }: Talk): string {
  const { release, visitor, post, website, dwell = 0 } = record
  const { userActivation } = navigator as { userActivation?: UserActivation }
  const behavior = page.consent === 'denied' ? [] : withoutPages(page.events.splice(0))
  const request: CreateSessionRequest = {
    site: config.site,
    release,
    visitor,
    key: post.key,
    context: visit,
    dwell: Math.round(dwell),
    ...(userActivation?.hasBeenActive && { touched: true }),
    events: fitting(log, API_LIMITS.beaconBytes / 2),
    ...(website && { website }),
    behavior,
  }
  while (behavior.length > 0 && sizeOf(request) > API_LIMITS.beaconBytes - 1000) behavior.shift()
  return JSON.stringify(request)
}

/** As many of the first events as fit, one at least. */
function fitting(events: readonly SessionEvent[], bytes: number): readonly SessionEvent[] {
  let some = events.slice(0, API_LIMITS.eventsPerRequest)
  while (some.length > 1 && sizeOf(some) > bytes) some = some.slice(0, Math.ceil(some.length / 2))
  return some
}

function sizeOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}

function isState(state: Partial<CreateSessionResponse> | null): state is SessionState & Partial<CreateSessionResponse> {
  return (
    typeof state?.session === 'string' &&
    Number.isSafeInteger(state.acknowledged) &&
    Array.isArray(state.decisions) &&
    state.decisions.every(decision => typeof decision?.step === 'string' && Number.isSafeInteger(decision.after))
  )
}
