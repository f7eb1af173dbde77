import type { Kysely } from 'kysely'
import { loadActivity } from '../activity/load-activity.ts'
import { loadOwnerEntries } from '../hand-over/owner-timeline.ts'
import { inOrder, loadAutomationEntries } from '../nurture/card-automations.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { timelineOf } from './card-timeline.ts'
import type { TimelineEntry } from './lead-card-type.ts'
import { loadLeadSessions, loadVisits, type StoredVisit } from './load-visits.ts'

/** What is known of somebody by what they did. */
export interface Doings {
  /** The newest conversations, oldest first. */
  readonly visits: readonly StoredVisit[]
  /** Pages, acts, conversations and what was done for them, oldest first. */
  readonly timeline: readonly TimelineEntry[]
}

type Whose = Pick<LeadTable, 'workspace_id' | 'id' | 'session_id' | 'visitor_id' | 'email'>

/** Pages a person saw, what they did elsewhere, said, and what automations did, in one line of time. */
export async function loadDoings(db: Kysely<Database>, lead: Whose): Promise<Doings> {
  const { workspace_id: workspaceId, id: leadId, email } = lead
  const sessions = await loadLeadSessions(db, workspaceId, leadId)
  // The newest conversation is among them unless it was made by a robot.
  const sessionIds = [...new Set([lead.session_id, ...sessions.map(session => session.id)])]
  const visits = await loadVisits(db, workspaceId, sessionIds)
  const visitorIds = [...new Set([lead.visitor_id, ...sessions.map(session => session.visitorId)])]
  const told = timelineOf(
    visits,
    await loadActs(db, workspaceId, visitorIds),
    await loadActivity(db, { workspaceId, leadId, email, visitorIds }, { counted: false }),
  )
  const done = await loadAutomationEntries(db, workspaceId, leadId)
  return { visits, timeline: inOrder(told, [...done, ...(await loadOwnerEntries(db, workspaceId, leadId))]) }
}

function loadActs(db: Kysely<Database>, workspaceId: string, visitorIds: readonly string[]) {
  return db
    .selectFrom('behavior_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', 'in', [...visitorIds])
    .orderBy('received_at', 'desc')
    .limit(1_000)
    .execute()
}
