import type { Kysely } from 'kysely'
import type { ActivityEventTable } from '../store/activity-tables.ts'
import type { Database } from '../store/schema.ts'
import { hasActivity } from './activity-cache.ts'
import { ACTIVITY_LIMITS } from './activity-event.ts'

/** Under which names a person's events may have been told. */
export interface ActivityPerson {
  readonly workspaceId: string
  /** Null while they are no lead yet. */
  readonly leadId: string | null
  /** Lower case. */
  readonly email: string | null
  readonly visitorIds: readonly string[]
}

/**
 * Events of a person, those not linked to a lead yet included, the newest first and 1,000 at most. `counted` leaves out
 * what machines did. Costs nothing in a workspace that never had an event.
 */
export async function loadActivity(
  db: Kysely<Database>,
  person: ActivityPerson,
  { counted }: { readonly counted: boolean },
): Promise<ActivityEventTable[]> {
  if (!(await hasActivity(db, person.workspaceId))) return []
  const { leadId, email, visitorIds } = person
  const found: ActivityEventTable[] = []
  if (leadId !== null) found.push(...(await newest(db, person, { counted }).where('lead_id', '=', leadId).execute()))
  const waiting = () => newest(db, person, { counted }).where('lead_id', 'is', null)
  if (email !== null) found.push(...(await waiting().where('email', '=', email).execute()))
  if (visitorIds.length > 0) {
    const byVisitor = waiting()
      .where('email', 'is', null)
      .where('visitor_id', 'in', [...visitorIds])
    found.push(...(await byVisitor.execute()))
  }
  // By time of the act, so that the order in which they arrived changes nothing.
  return found.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, ACTIVITY_LIMITS.scored)
}

function newest(db: Kysely<Database>, { workspaceId }: ActivityPerson, { counted }: { readonly counted: boolean }) {
  const query = db
    .selectFrom('activity_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(ACTIVITY_LIMITS.scored)
  return counted ? query.where('ignored', 'is', null) : query
}
