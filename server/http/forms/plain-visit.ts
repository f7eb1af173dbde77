import { createHash } from 'node:crypto'
import type { Offer, SessionContext, SessionEvent, SessionEventBody } from '#flows/api.ts'
import { createSessionRequest } from '#flows/api-schema.ts'
import type { PublicFlow } from '#flows/flow.ts'
import type { Played, Player } from '#flows/play.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { type LiveSite, loadRelease } from '../../publishing/live.ts'
import { appendEvents } from '../../sessions/append-events.ts'
import { conversationIn } from '../../sessions/conversation.ts'
import { createSession, type KeysInFlight } from '../../sessions/create-session.ts'
import { mergeEvents, readLog } from '../../sessions/event-log.ts'
import { findSession } from '../../sessions/find-session.ts'
import { loadLog } from '../../sessions/session-state.ts'
import { createSessionToken } from '../../sessions/session-token.ts'
import type { StoredContext } from '../../sessions/visit.ts'
import type { SessionTable } from '../../store/session-tables.ts'
import { parseBody } from '../read-json.ts'
import type { HostedFlow } from './find-hosted-flow.ts'
import type { FormTicket } from './form-ticket.ts'

/** Somebody at a form without script: where they are, and what they go on with. */
export interface PlainVisit {
  readonly flow: PublicFlow
  readonly player: Player
  readonly played: Played
  readonly offer?: Offer | undefined
  /** There once something was sent. */
  readonly session?: { readonly row: SessionTable; readonly token: string; readonly lastSeq: number }
}

/** Where everybody starts. */
export async function startVisit(
  { store }: Pick<Deps, 'store'>,
  { site, flow: live }: HostedFlow,
  context: SessionContext,
): Promise<PlainVisit> {
  const release = await loadRelease(store.db, site.workspaceId, live.releaseId)
  if (!release) throw new ApiError('not_found')
  const { flow, player } = conversationIn(release, context.locale)
  return { flow, player, played: player.start(context) }
}

/** Where a session stands. Throws `invalid_token`; `not_found` for the session of another flow. */
export async function resumeVisit(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { site, flow: live }: HostedFlow,
  { id, token }: { readonly id: string; readonly token: string },
): Promise<PlainVisit> {
  const row = await findSession(store.db, id, token)
  if (row.site_id !== site.id || row.flow_id !== live.id) throw new ApiError('not_found')
  const release = await loadRelease(store.db, row.workspace_id, row.release_id)
  if (!release) throw new ApiError('not_found')
  const context = JSON.parse(row.context_json) as StoredContext // written when the session was made, from a parsed request
  const { flow, player } = conversationIn(release, context.locale)
  const stored = readLog(await loadLog(store.db, row))
  const { entries, acknowledged } = mergeEvents(stored, [], now())
  const { played } = player.replay(context, entries)
  const offer = stored.decisions.at(-1)?.offer
  return { flow, player, played, offer, session: { row, token, lastSeq: acknowledged } }
}

export interface Given {
  readonly hosted: HostedFlow
  readonly visit: PlainVisit
  readonly context: SessionContext
  readonly bodies: readonly SessionEventBody[]
  /** Undefined: the form was not fetched from here. */
  readonly ticket: FormTicket | undefined
  /** The form as it was sent: the same one makes one session, however often it comes. */
  readonly form: URLSearchParams
  readonly withoutOrigin: boolean
  readonly userAgent: string | undefined
  /** Where the visitor is, by a trusted proxy: two letters. */
  readonly country: string | undefined
}

/** Puts what was given into the session, the first time into a new one, and tells where the visit stands then. */
export async function giveToVisit(deps: Deps, inFlight: KeysInFlight, given: Given): Promise<PlainVisit> {
  const { hosted, visit, bodies } = given
  const at = deps.now()
  const first = (visit.session?.lastSeq ?? 0) + 1
  const events = bodies.map((body, index): SessionEvent => ({ seq: first + index, at, ...body }))
  if (!visit.session) return await resumeVisit(deps, hosted, await begin(deps, inFlight, given, events))
  const { row, token } = visit.session
  await appendEvents(deps, { session: row, site: hosted.site, events })
  return await resumeVisit(deps, hosted, { id: row.id, token })
}

async function begin(
  deps: Deps,
  inFlight: KeysInFlight,
  { hosted: { site, flow }, context, ticket, form, withoutOrigin, userAgent, country }: Given,
  events: readonly SessionEvent[],
): Promise<{ id: string; token: string }> {
  const visitor = ticket?.visitor ?? Buffer.from(deps.randomBytes(24)).toString('base64url')
  const key = createHash('sha256').update(`${visitor} ${form}`).digest('base64url')
  const before = await sessionOf(deps, site, key)
  if (before) return before
  const website = form.get('website')?.slice(0, 2000)
  const request = parseBody(createSessionRequest, {
    ...{ site: site.key, release: flow.releaseId, visitor, key, context, events },
    // Not fetched from here is filled in by no person.
    dwell: ticket ? Math.max(0, deps.now() - ticket.at) : 0,
    ...(website && { website }),
  })
  const { response } = await createSession(deps, inFlight, { site, request, withoutOrigin, userAgent, country })
  return { id: response.session, token: response.token }
}

/** The session that the same form made before. */
async function sessionOf({ store, config }: Deps, { workspaceId }: LiveSite, key: string) {
  const session = await store.db
    .selectFrom('sessions')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('idempotency_key', '=', key)
    .executeTakeFirst()
  return session && { id: session.id, token: createSessionToken(config.secret, { workspaceId, sessionId: session.id }) }
}
