import type { Kysely } from 'kysely'
import { API_LIMITS, type BehaviorEvent } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { insertAll } from './insert-all.ts'
import { behaviorRowsReturning } from './session-rows.ts'

/**
 * Stores what a visitor did on the site since the session began, each act once, and scores their lead anew if there is
 * one. Gives back how many acts were new. Throws ApiError too_many_events.
 */
export async function recordBehavior(
  deps: Deps,
  session: SessionTable,
  events: readonly BehaviorEvent[],
): Promise<number> {
  if (events.length > API_LIMITS.eventsPerRequest) throw new ApiError('too_many_events')
  if (events.length === 0) return 0
  const { workspace_id: workspaceId, id: sessionId, visitor_id: visitorId } = session
  const at = deps.now()
  const { fresh, leadId, rescored } = await deps.store.write(async trx => {
    await takeTurn(trx, deps, session)
    const fresh = new Set<string>()
    for (const rows of behaviorRowsReturning({ workspaceId, sessionId, visitorId }, events, at)) {
      for (const { id } of await insertAll(trx, rows)) fresh.add(id)
    }
    if (fresh.size > 0) await refuseTooMany(trx, session)
    const leadId = fresh.size > 0 && session.quarantine === null ? await findLead(trx, session) : null
    const rescored = leadId === null ? null : await rescoreLead(trx, deps, { workspaceId, leadId, visitorId, at })
    return { fresh, leadId, rescored }
  })
  if (leadId !== null && rescored?.changed) {
    deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  }
  if (rescored?.queued) deps.wakeDelivery()
  return fresh.size
}

/**
 * Acts and answers of one session go one after another: if they are stored side by side, neither finds the other, and the
 * lead that comes of the answers is scored without the acts.
 */
async function takeTurn(trx: Kysely<Database>, deps: Pick<Deps, 'store'>, session: SessionTable): Promise<void> {
  // SQLite runs one unit at a time.
  if (deps.store.engine === 'sqlite') return
  await trx
    .selectFrom('sessions')
    .select('id')
    .where('workspace_id', '=', session.workspace_id)
    .where('id', '=', session.id)
    .forUpdate()
    .execute()
}

/** Who sends without end must not fill the disk. */
async function refuseTooMany(trx: Kysely<Database>, session: SessionTable): Promise<void> {
  const { acts } = await trx
    .selectFrom('behavior_events')
    .select(eb => eb.fn.countAll().as('acts'))
    .where('workspace_id', '=', session.workspace_id)
    .where('visitor_id', '=', session.visitor_id)
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow()
  if (Number(acts) > API_LIMITS.eventsPerSession) throw new ApiError('too_many_events')
}

/** The lead of this session, as it is now, or of an earlier session of the same visitor. */
async function findLead(trx: Kysely<Database>, { workspace_id, id, visitor_id }: SessionTable): Promise<string | null> {
  const row = await trx
    .selectFrom('behavior_events')
    .innerJoin('sessions', join =>
      join
        .onRef('sessions.workspace_id', '=', 'behavior_events.workspace_id')
        .onRef('sessions.id', '=', 'behavior_events.session_id'),
    )
    .select('sessions.lead_id')
    .where('behavior_events.workspace_id', '=', workspace_id)
    // Through the acts, since they are found by visitor; the acts of this session are stored by now.
    .where('behavior_events.visitor_id', '=', visitor_id)
    .where('sessions.lead_id', 'is not', null)
    .where('sessions.quarantine', 'is', null)
    .orderBy(eb => eb.case().when('sessions.id', '=', id).then(0).else(1).end())
    .orderBy('sessions.id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.lead_id ?? null
}
