import type { Kysely } from 'kysely'
import type { BehaviorEvent } from '#flows/api.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { withoutQuery } from '../sessions/known-address.ts'
import type { BehaviorEventTable, Database } from '../store/schema.ts'

/** Acts of one visitor that are looked at, the newest received first: a bound for those who send without end. */
const ACTS = 1_000
const OLDEST_MS = 30 * 86_400_000

/** What these visitors did on the site. `id` is unique among all of them. */
export async function loadBehavior(
  db: Kysely<Database>,
  workspaceId: string,
  visitorIds: readonly string[],
): Promise<BehaviorFact[]> {
  const rows = await db
    .selectFrom('behavior_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', 'in', [...visitorIds])
    .orderBy('received_at', 'desc')
    .limit(ACTS)
    .execute()
  return rows.map(fromRow)
}

/** What a visitor just sent, as it will be read back once it is stored. */
export function toBehaviorFact(visitorId: string, event: BehaviorEvent, receivedAt: number): BehaviorFact {
  const path = withoutQuery(event.path)
  return { ...event, path, id: `${visitorId}:${event.id}`, at: trustedTime(event.at, receivedAt) }
}

/**
 * When something happened, for a score: the visitor's clock as long as it can be right, else the time we received it.
 * A clock ahead of ours, or a month behind, is wrong.
 */
export function trustedTime(at: number, receivedAt: number): number {
  return at > receivedAt || at < receivedAt - OLDEST_MS ? receivedAt : at
}

function fromRow(row: BehaviorEventTable): BehaviorFact {
  const body = JSON.parse(row.body_json) as Pick<BehaviorFact, 'name' | 'file' | 'title' | 'seconds'> // stored from parsed events
  const type = row.type as BehaviorFact['type'] // likewise
  return {
    ...body,
    id: `${row.visitor_id}:${row.id}`,
    type,
    path: row.path,
    at: trustedTime(row.at, row.received_at),
  }
}
