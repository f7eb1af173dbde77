import type { Kysely } from 'kysely'
import { loadRelease, type Release } from '../publishing/live.ts'
import { defineQuery } from '../sessions/define-query.ts'
import { type LogRow, mergeEvents, readLog, type StoredLog } from '../sessions/event-log.ts'
import { replayLog } from '../sessions/replay-log.ts'
import type { StoredContext, Visit } from '../sessions/visit.ts'
import type { LaterDecisionColumns } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'

/** A visit read back from the store, with what only people look at. */
export interface StoredVisit extends Visit {
  readonly session: SessionTable
  readonly log: StoredLog
}

/** Conversations of one person that are looked at, the newest ones. */
export const VISITS = 10

/** Replays the newest of these sessions (ten at most), oldest first. */
export async function loadVisits(
  db: Kysely<Database>,
  workspaceId: string,
  sessionIds: readonly string[],
): Promise<StoredVisit[]> {
  if (sessionIds.length === 0) return []
  const sessions = await db
    .selectFrom('sessions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...sessionIds])
    .orderBy('id', 'desc')
    .limit(VISITS)
    .execute()
  return await replaySessions(db, workspaceId, sessions.reverse())
}

/** Replays these sessions, in the order given; one whose release is gone is left out. */
export async function replaySessions(
  db: Kysely<Database>,
  workspaceId: string,
  sessions: readonly SessionTable[],
): Promise<StoredVisit[]> {
  if (sessions.length === 0) return []
  const rows = await db
    .selectFrom('session_events')
    .select(['session_id', 'seq', 'sub', 'body_json', 'at', 'received_at'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'session_id',
      'in',
      sessions.map(session => session.id),
    )
    .orderBy('session_id')
    .orderBy('seq')
    .orderBy('sub')
    .execute()
  const logs = Map.groupBy(rows, row => row.session_id)
  const visits: StoredVisit[] = []
  for (const session of sessions) {
    const release = await loadRelease(db, workspaceId, session.release_id)
    if (release) visits.push(replayVisit(session, release, logs.get(session.id) ?? []))
  }
  return visits
}

function replayVisit(session: SessionTable, release: Release, rows: readonly LogRow[]): StoredVisit {
  const context = JSON.parse(session.context_json) as StoredContext // written when the session was made, from a parsed request
  const log = readLog(rows)
  const held = {
    workspaceId: session.workspace_id,
    sessionId: session.id,
    visitorId: session.visitor_id,
    release,
    context,
    quarantine: session.quarantine,
  }
  const { visit } = replayLog(held, mergeEvents(log, [], session.updated_at))
  return { ...visit, session, log }
}

/** Decisions of one lead that are looked at, the newest ones: a bound for those who come again without end. */
const DECISIONS = 200

/** The newest conversations that were accepted as this lead's, and the visitors who held them; newest first. */
export async function loadLeadSessions(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<{ id: string; visitorId: string; lastAnswerAt: number }[]> {
  const rows = await findDecided(db, { workspaceId, leadId })
  const sessions = new Map(rows.map(row => [row.id, row]))
  return [...sessions.values()].map(row => ({ id: row.id, visitorId: row.visitor_id, lastAnswerAt: row.updated_at }))
}

const findDecided = defineQuery((db, { workspaceId, leadId }: { workspaceId: string; leadId: string }) =>
  db
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .innerJoin('sessions', join =>
      join
        .onRef('sessions.workspace_id', '=', 'routing_decisions.workspace_id')
        .onRef('sessions.id', '=', 'routing_decisions.session_id'),
    )
    .select(['sessions.id', 'sessions.visitor_id', 'sessions.updated_at'])
    .where('routing_decisions.workspace_id', '=', workspaceId)
    .where('routing_decisions.lead_id', '=', leadId)
    // Giving a lead to somebody accepts no conversation.
    .where('routing_decisions.kind', '=', 'conversation')
    .orderBy('routing_decisions.id', 'desc')
    .limit(DECISIONS),
)
