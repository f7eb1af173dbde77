import { hash } from 'node:crypto'
import type { CreateSessionRequest, CreateSessionResponse } from '#flows/api.ts'
import { API_LIMITS } from '#flows/api.ts'
import { assignAll } from '#flows/assign.ts'
import { canonicalJson } from '#flows/canonical.ts'
import { contentOf } from '../content/load-content.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { toBehaviorFacts } from '../leads/lead-behavior.ts'
import { type LiveSite, loadRelease, type Release } from '../publishing/live.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { isUniqueViolation } from '../store/unique-violation.ts'
import { defineInsert } from './define-insert.ts'
import { EMPTY_LOG, type MergedLog, mergeEvents } from './event-log.ts'
import { inUnit } from './in-unit.ts'
import { insertAll } from './insert-all.ts'
import { keepableContext } from './known-address.ts'
import { readUserAgent } from './read-user-agent.ts'
import { countable, exposureRows } from './record-exposures.ts'
import { refuseLog } from './refuse-log.ts'
import { replayLog } from './replay-log.ts'
import { behaviorRows, logRows } from './session-rows.ts'
import { loadState, toState } from './session-state.ts'
import { createSessionToken, hashToken } from './session-token.ts'
import { type Settled, settle } from './settle.ts'
import type { Quarantine, SessionFlag, StoredContext, Visit } from './visit.ts'

export interface CreateSessionInput {
  readonly site: LiveSite
  readonly request: CreateSessionRequest
  /** Sent without an Origin header. */
  readonly withoutOrigin: boolean
  /** The `User-Agent` header. */
  readonly userAgent?: string | undefined
  /** Where the visitor is, by a trusted proxy: ISO 3166, two letters. */
  readonly country?: string | undefined
}

export interface CreatedSession {
  /** The same request had made it before. */
  readonly replayed: boolean
  readonly response: CreateSessionResponse
}

/** Idempotency keys of requests under way in this process. */
export type KeysInFlight = Set<string>

/** Dwell below which nobody has read the question. */
const HUMAN_DWELL_MS = 300

const insertSession = defineInsert('sessions')

/** Another unit stored a session under this key while this one ran. */
class KeyTakenError extends Error {
  override readonly name = 'KeyTakenError'
}

/**
 * Starts a session with all that happened in it so far, durably, once per idempotency key.
 * Throws ApiError: in_flight, idempotency_mismatch, unknown_release, release_retired, too_many_events, sequence_conflict,
 * answer_not_on_path, answer_invalid, session_completed. Nothing is stored then.
 */
export async function createSession(
  deps: Deps,
  inFlight: KeysInFlight,
  input: CreateSessionInput,
): Promise<CreatedSession> {
  const flight = `${input.site.workspaceId}:${input.request.key}`
  if (inFlight.has(flight)) throw new ApiError('in_flight', { headers: { 'retry-after': '1' } })
  inFlight.add(flight)
  try {
    return await createOnce(deps, input)
  } finally {
    inFlight.delete(flight)
  }
}

async function createOnce(deps: Deps, input: CreateSessionInput): Promise<CreatedSession> {
  const { site, request } = input
  const at = deps.now()
  const release = await loadRelease(deps.store.db, site.workspaceId, request.release)
  if (release?.siteId !== site.id) throw new ApiError('unknown_release')
  if (Math.max(request.events.length, request.behavior?.length ?? 0) > API_LIMITS.eventsPerRequest) {
    throw new ApiError('too_many_events')
  }
  const merged = mergeEvents(EMPTY_LOG, request.events, at)
  const requestHash = hashOf(request, merged)
  if (release.retiredAt !== null) return (await findStored(deps, input, requestHash)) ?? refuseRetired(release)
  try {
    return { replayed: false, response: await store(deps, { ...input, release, merged, requestHash, at }) }
  } catch (error) {
    if (!(error instanceof KeyTakenError)) throw error
    const stored = await findStored(deps, input, requestHash)
    if (!stored) throw error
    return stored
  }
}

/**
 * Of what was asked, whatever order it was written in. The schema gave all keys their order but those of open maps; of the
 * events most is written as JSON already.
 */
function hashOf(request: CreateSessionRequest, { fresh }: MergedLog): string {
  const { utm, variants, hidden, ...context } = request.context
  const events = fresh.map(({ event }) => [event.seq, event.at])
  const bodies = fresh.map(({ body }) => body).join()
  const rest = JSON.stringify({ ...request, context, events })
  return hash('sha256', rest + bodies + canonicalJson([utm, variants, hidden]))
}

interface NewSession extends CreateSessionInput {
  readonly release: Release
  readonly merged: MergedLog
  readonly requestHash: string
  readonly at: number
}

async function store(deps: Deps, input: NewSession): Promise<CreateSessionResponse> {
  const { site, request, release, merged, at } = input
  const { workspaceId } = site
  const sessionId = deps.newId()
  const token = createSessionToken(deps.config.secret, { workspaceId, sessionId })
  const visit = replay(input, sessionId)
  const exposures = exposuresOf(deps, input, at)
  const behavior = request.behavior ?? []
  const content = behavior.length > 0 ? await contentOf(deps.store.db, workspaceId) : []
  const facts = toBehaviorFacts({ visitorId: request.visitor, events: behavior, receivedAt: at, content })
  const before = { lead_id: null, last_seq: 0, completed: 0, qualified: 0 }

  const { settled } = await inUnit(deps, { workspaceId, at }, async (trx, onDraw) => {
    const settled = await settle(trx, deps, {
      visit,
      log: merged.entries,
      before,
      subs: 0,
      behavior: facts,
      onDraw,
      at,
    })
    const owner = { workspaceId, sessionId, visitorId: request.visitor }
    const session = insertSession([toRow({ ...input, visit, settled, token })])
    await insertAll(trx, session, [
      ...logRows(owner, { fresh: merged.fresh, decisions: settled.decisions, at }),
      ...behaviorRows(owner, behavior, at),
      exposureRows({ release, unit: request.visitor, sessionId, at }, exposures),
    ]).catch((error: unknown) => {
      throw isUniqueViolation(error, 'sessions') ? new KeyTakenError() : error
    })
    return { settled }
  })
  const decisions = settled.decisions.map(({ decision }) => decision)
  return {
    ...toState({ id: sessionId, ...settled.progress }, decisions),
    token,
    ...challengeOf(site, visit.quarantine),
  }
}

function replay(input: NewSession, sessionId: string): Visit {
  const { site, request, release, merged } = input
  const context = withFlags(input)
  const held = {
    workspaceId: site.workspaceId,
    sessionId,
    visitorId: request.visitor,
    release,
    context,
    quarantine: quarantineOf(request, site),
  }
  const { visit, refused } = replayLog(held, merged)
  refuseLog(refused, merged, request.events)
  return visit
}

function withFlags({ request, release, withoutOrigin, userAgent, country }: NewSession): StoredContext {
  const agent = readUserAgent(userAgent)
  const context = {
    ...keepableContext(request.context, release.flow.fields),
    ...(agent && { agent }),
    ...(country && { country }),
  }
  const assigned = assignAll(release.flow, request.visitor)
  const mismatch = Object.entries(context.variants).some(([experiment, variant]) => assigned[experiment] !== variant)
  const flags: SessionFlag[] = [
    ...(withoutOrigin ? (['no_origin'] as const) : []),
    ...(mismatch ? (['variant_mismatch'] as const) : []),
  ]
  return flags.length > 0 ? { ...context, flags } : context
}

/** Autofill, prefilled answers and forms of the page are as fast as robots; then a hand on the page decides. */
function quarantineOf({ website, dwell, touched }: CreateSessionRequest, { challenge }: LiveSite): Quarantine | null {
  if (website) return 'honeypot'
  if (dwell < HUMAN_DWELL_MS && !touched) return 'too_fast'
  return challenge?.mode === 'always' ? 'unverified' : null
}

/** Who is held back can show to be no robot, where the site asks for it. */
function challengeOf({ challenge }: LiveSite, quarantine: string | null): Pick<CreateSessionResponse, 'challenge'> {
  if (!challenge || quarantine === null) return {}
  return { challenge: { provider: 'turnstile', siteKey: challenge.siteKey } }
}

/** Without consent a visitor's id lasts for one page view: counting it as a visitor would mix two units. */
function exposuresOf({ log }: Deps, { site, request, release }: NewSession, at: number) {
  if (site.consent === 'required' && request.context.consent !== 'granted') return []
  const exposures = request.events.filter(event => event.type === 'exposed')
  return countable(log, { release, unit: request.visitor, sessionId: null, exposures, at })
}

function toRow(input: NewSession & { visit: Visit; settled: Settled; token: string }): SessionTable {
  const { site, request, release, requestHash, visit, settled, token, at } = input
  return {
    workspace_id: site.workspaceId,
    id: visit.sessionId,
    site_id: site.id,
    flow_id: release.flowId,
    release_id: release.id,
    visitor_id: request.visitor,
    token_hash: hashToken(token),
    idempotency_key: request.key,
    request_hash: requestHash,
    quarantine: visit.quarantine,
    context_json: JSON.stringify(visit.context),
    ...settled.progress,
    created_at: at,
    updated_at: at,
  }
}

/** The session made under this key before; throws `idempotency_mismatch` when it was made by another request. */
async function findStored(
  { store, config }: Deps,
  { site, request }: CreateSessionInput,
  requestHash: string,
): Promise<CreatedSession | null> {
  const session = await store.db
    .selectFrom('sessions')
    .selectAll()
    .where('workspace_id', '=', site.workspaceId)
    .where('idempotency_key', '=', request.key)
    .executeTakeFirst()
  if (!session) return null
  if (session.request_hash !== requestHash) throw new ApiError('idempotency_mismatch')
  const token = createSessionToken(config.secret, { workspaceId: session.workspace_id, sessionId: session.id })
  const challenge = challengeOf(site, session.quarantine)
  return { replayed: true, response: { ...(await loadState(store.db, session)), token, ...challenge } }
}

function refuseRetired({ liveReleaseId }: Release): never {
  const detail = liveReleaseId === null ? 'No release is live.' : `The live release is ${liveReleaseId}.`
  throw new ApiError('release_retired', { detail })
}
