import {
  API_LIMITS,
  type CreateSessionRequest,
  type CreateSessionResponse,
  type Problem,
  type SessionState,
} from '#flows/api.ts'
import { type Conversation, hasActed } from './conversation.ts'
import { heard } from './heard.ts'
import type { Talk } from './talk.ts'

const FIRST_WAIT_MS = 1000
const LONGEST_WAIT_MS = 30_000
const REQUEST_MS = 20_000

const connected = new WeakSet<Conversation>()

/**
 * Sends what the log of a conversation gains, in order, one request at a time, until the server has committed it: the
 * first act makes the session. Unreachable or busy: again, later and later, and at once when the browser is online.
 */
export function connect(conversation: Conversation): void {
  if (conversation.local || connected.has(conversation)) return
  connected.add(conversation)
  const { actor } = conversation
  let busy = false
  let stopped = false
  let wait = FIRST_WAIT_MS
  let timer: ReturnType<typeof setTimeout> | undefined

  const flush = async () => {
    const { talk } = actor.getSnapshot().context
    if (busy || stopped || timer || !talk || !hasActed(talk) || talk.acknowledged >= talk.log.length) return
    busy = true
    const outcome = await deliver(conversation, talk).catch(() => LOST)
    busy = false
    if (outcome === 'stop') {
      stopped = true
    } else if (outcome === 'done') {
      wait = FIRST_WAIT_MS
      actor.send({ type: 'reached' })
      tellBehavior(conversation)
      flush()
    } else {
      timer = setTimeout(again, outcome.after ?? wait * (0.75 + Math.random() / 2))
      wait = Math.min(wait * 2, LONGEST_WAIT_MS)
      // Last, since every change of the conversation looks whether there is something to send.
      if (outcome.lost) actor.send({ type: 'lost' })
    }
  }
  const again = () => {
    clearTimeout(timer)
    timer = undefined
    flush()
  }
  actor.subscribe(flush)
  addEventListener('online', again)
  addEventListener('pagehide', () => sendLast(conversation))
  flush()
}

/** Posts what happened on the site since the session began, with consent. Sending twice is harmless. */
export function tellBehavior({ config, page, record }: Pick<Conversation, 'config' | 'page' | 'record'>): void {
  const { session, token } = record.post
  if (!session || page.consent !== 'granted' || page.events.length === 0) return
  const events = page.events.splice(0, API_LIMITS.eventsPerRequest)
  navigator.sendBeacon(`${config.api}/v1/behavior`, JSON.stringify({ token, session, events }))
}

type Outcome = 'done' | 'stop' | { readonly lost: boolean; readonly after?: number }
const LOST: Outcome = { lost: true }

async function deliver(conversation: Conversation, talk: Talk): Promise<Outcome> {
  const { actor, record } = conversation
  const { post } = record
  if (!post.session && !post.create) {
    post.create = toCreate(conversation, talk)
    conversation.save()
  }
  const response = await send(conversation, talk)
  if (response.ok) {
    const state: SessionState & Partial<CreateSessionResponse> = await response.json()
    post.session = state.session
    if (state.token) post.token = state.token
    post.create = undefined
    const current = actor.getSnapshot().context.talk ?? talk // it went on meanwhile
    actor.send({ type: 'synced', talk: heard(current, state) })
    return 'done'
  }
  const { status } = response
  const { code }: Partial<Problem> = await response.json().catch(() => ({}))
  if (status === 429 || status === 408 || status >= 500 || code === 'in_flight') {
    const after = Number(response.headers.get('retry-after')) * 1000
    return { lost: status >= 500, ...(after > 0 && { after: Math.min(after, LONGEST_WAIT_MS) }) }
  }
  const { recover } = await import('./recover.ts')
  return (await recover(conversation, status, code)) ? 'done' : 'stop'
}

function send({ config, record }: Conversation, { log, acknowledged }: Talk): Promise<Response> {
  const { session, token, create } = record.post
  const events = log.slice(acknowledged, acknowledged + API_LIMITS.eventsPerRequest)
  const [path, body] = session ? [`/${session}/events`, JSON.stringify({ token, events })] : ['', create]
  // A plain text body asks for no preflight; keepalive lets it outlive the page.
  return fetch(`${config.api}/v1/sessions${path}`, {
    method: 'POST',
    credentials: 'omit',
    keepalive: true,
    signal: AbortSignal.timeout(REQUEST_MS),
    body: body ?? null,
  })
}

/** The request that makes the session. Fits a beacon: older page views are left out rather than answers. */
export function toCreate({ config, page, record }: Conversation, { visit, log }: Talk): string {
  const { release, visitor, since, post } = record
  const acted = log.find(({ type }) => type !== 'viewed' && type !== 'exposed')
  const behavior = page.consent === 'denied' ? [] : page.events.splice(0)
  const request: CreateSessionRequest = {
    site: config.site,
    release,
    visitor,
    key: post.key,
    context: visit,
    dwell: Math.max(0, (acted?.at ?? since) - since),
    events: log.slice(0, API_LIMITS.eventsPerRequest),
    ...(record.website && { website: record.website }),
    behavior,
  }
  while (behavior.length > 0 && JSON.stringify(request).length > API_LIMITS.beaconBytes / 2) behavior.shift()
  return JSON.stringify(request)
}

/** The page goes: what is not committed yet leaves as a beacon. It stays kept, so that the next page sends it again. */
function sendLast(conversation: Conversation): void {
  const { actor, config, record } = conversation
  const { talk } = actor.getSnapshot().context
  tellBehavior(conversation)
  if (!talk || !hasActed(talk) || talk.acknowledged >= talk.log.length) return
  const { session, token } = record.post
  if (!session) {
    record.post.create ??= toCreate(conversation, talk)
    conversation.save()
    navigator.sendBeacon(`${config.api}/v1/sessions`, record.post.create)
    return
  }
  let events = talk.log.slice(talk.acknowledged)
  while (JSON.stringify(events).length > API_LIMITS.beaconBytes - 1000) events = events.slice(0, events.length / 2)
  navigator.sendBeacon(`${config.api}/v1/sessions/${session}/events`, JSON.stringify({ token, events }))
}
