import { API_LIMITS, type SessionEvent, type SessionState } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { type LiveSite, loadRelease } from '../publishing/live.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { type MergedLog, mergeEvents, readLog } from './event-log.ts'
import { inUnit } from './in-unit.ts'
import { insertAll } from './insert-all.ts'
import { countable, exposureRows } from './record-exposures.ts'
import { refuseLog } from './refuse-log.ts'
import { replayLog } from './replay-log.ts'
import { logRows } from './session-rows.ts'
import { loadLog, toState } from './session-state.ts'
import { settle } from './settle.ts'
import type { StoredContext, Visit } from './visit.ts'

export interface AppendEventsInput {
  readonly session: SessionTable
  readonly site: Pick<LiveSite, 'consent'>
  readonly events: readonly SessionEvent[]
}

/** Someone else wrote to the session since its log was read. */
class LogGrewError extends Error {
  override readonly name = 'LogGrewError'
}

/** Times a log is read anew when others keep writing to it. */
const READS = 5

/**
 * Appends what the widget sent, all of it or nothing. Events that come twice count once, events behind a gap wait for it
 * to close. Throws ApiError: too_many_events, sequence_conflict, answer_not_on_path, answer_invalid, session_completed, and
 * store_busy when other servers keep writing to the session. Appends of one server to a session should take turns.
 */
export async function appendEvents(deps: Deps, input: AppendEventsInput): Promise<SessionState> {
  for (let read = 1; ; read += 1) {
    try {
      return await appendOnce(deps, input)
    } catch (error) {
      if (!(error instanceof LogGrewError)) throw error
      if (read === READS) throw new ApiError('store_busy', { headers: { 'retry-after': '1' }, cause: error })
    }
  }
}

async function appendOnce(deps: Deps, input: AppendEventsInput): Promise<SessionState> {
  const { session, events } = input
  const at = deps.now()
  const stored = readLog(await loadLog(deps.store.db, session))
  const merged = mergeEvents(stored, events, at)
  const known = stored.decisions
  if (merged.fresh.length === 0) return toState(await currentRow(deps, session), known)
  if (
    events.length > API_LIMITS.eventsPerRequest ||
    stored.events.size + merged.fresh.length > API_LIMITS.eventsPerSession
  ) {
    throw new ApiError('too_many_events')
  }
  const { visit, log } = await replay(deps, input, merged)
  const exposures = exposuresOf(deps, input, visit, merged, at)
  const subs = known.filter(decision => decision.after === visit.lastSeq).length

  const { settled } = await inUnit(deps, { workspaceId: session.workspace_id, at }, async (trx, onDraw) => {
    // Locks the row on Postgres, so that the log cannot grow between the count and the end of the unit.
    const before = await trx
      .updateTable('sessions')
      .set({ updated_at: at })
      .where('workspace_id', '=', session.workspace_id)
      .where('id', '=', session.id)
      .returning(['lead_id', 'last_seq', 'completed', 'qualified'])
      .executeTakeFirstOrThrow()
    const { rows } = await trx
      .selectFrom('session_events')
      .select(eb => eb.fn.countAll().as('rows'))
      .where('workspace_id', '=', session.workspace_id)
      .where('session_id', '=', session.id)
      .executeTakeFirstOrThrow()
    if (Number(rows) !== stored.rows) throw new LogGrewError()
    const settled = await settle(trx, deps, { visit, log, before, subs, behavior: [], onDraw, at })
    await insertAll(
      trx,
      exposureRows({ release: visit.release, unit: visit.visitorId, sessionId: session.id, at }, exposures),
      logRows(visit, { fresh: merged.fresh, decisions: settled.decisions, at }),
    )
    await trx
      .updateTable('sessions')
      .set(settled.progress)
      .where('workspace_id', '=', session.workspace_id)
      .where('id', '=', session.id)
      .execute()
    return { settled }
  })
  const decisions = [...known, ...settled.decisions.map(({ decision }) => decision)]
  return toState({ id: session.id, ...settled.progress }, decisions)
}

async function replay(
  deps: Deps,
  { session, events }: AppendEventsInput,
  merged: MergedLog,
): Promise<{ visit: Visit; log: MergedLog['entries'] }> {
  const release = await loadRelease(deps.store.db, session.workspace_id, session.release_id)
  if (!release) throw new Error(`The release ${session.release_id} of a session is missing.`)
  const context = JSON.parse(session.context_json) as StoredContext // written when the session was made, from a parsed request
  const held = {
    workspaceId: session.workspace_id,
    sessionId: session.id,
    visitorId: session.visitor_id,
    release,
    context,
    quarantine: session.quarantine,
  }
  const { visit, refused } = replayLog(held, merged)
  refuseLog(refused, merged, events)
  return { visit, log: merged.entries }
}

function exposuresOf({ log }: Deps, { site }: AppendEventsInput, visit: Visit, merged: MergedLog, at: number) {
  if (site.consent === 'required' && visit.context.consent !== 'granted') return []
  const exposures = merged.fresh.map(({ event }) => event).filter(event => event.type === 'exposed')
  return countable(log, { release: visit.release, unit: visit.visitorId, sessionId: visit.sessionId, exposures, at })
}

/** The row as it is now: the one at hand was read before the log. */
async function currentRow({ store }: Deps, { workspace_id, id }: SessionTable) {
  return await store.db
    .selectFrom('sessions')
    .select(['id', 'status', 'last_seq'])
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
