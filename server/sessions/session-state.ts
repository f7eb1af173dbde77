import type { Kysely } from 'kysely'
import type { Decision, SessionState } from '#flows/api.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { type LogRow, readLog, toDecision } from './event-log.ts'

/** A session's log as stored, in order. */
export async function loadLog(
  db: Kysely<Database>,
  { workspace_id, id }: Pick<SessionTable, 'workspace_id' | 'id'>,
): Promise<LogRow[]> {
  return await db
    .selectFrom('session_events')
    .select(['seq', 'sub', 'body_json', 'at', 'received_at'])
    .where('workspace_id', '=', workspace_id)
    .where('session_id', '=', id)
    .orderBy('seq')
    .orderBy('sub')
    .execute()
}

/** What the widget is told of a stored session. */
export async function loadState(db: Kysely<Database>, session: SessionTable): Promise<SessionState> {
  const { decisions } = readLog(await loadLog(db, session))
  return toState(session, decisions)
}

export function toState(
  session: Pick<SessionTable, 'id' | 'status' | 'last_seq'>,
  decisions: readonly Decision[],
): SessionState {
  const { id, status, last_seq: acknowledged } = session
  return { session: id, status, acknowledged, decisions: decisions.map(toDecision) }
}
