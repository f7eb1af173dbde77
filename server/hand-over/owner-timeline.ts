import type { Kysely } from 'kysely'
import type { TimelineEntry } from '../leads/lead-card-type.ts'
import type { Database } from '../store/schema.ts'
import type { OwnerHistory } from './owner-history.ts'

/** Changes of owner that a card shows, the newest ones. */
const SHOWN = 50

/** Who got a lead after its conversation, and why: for its line of time. */
export async function loadOwnerEntries(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('lead_events')
    .select(['body_json', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', '=', 'assigned')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.flatMap(({ body_json, at }): TimelineEntry[] => {
    const body = JSON.parse(body_json) as Partial<OwnerHistory> // written by `giveLead`, `undoOwner` and with a conversation
    // Who a conversation led to is told by its decision.
    if (body.kind === undefined || body.why === undefined) return []
    const { kind, why, name = null, from = null, by = null, reason = '' } = body
    return [{ kind: 'owner', session: '', how: kind, why, owner: name, from, by, reason, at }]
  })
}
