import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { hasActivity } from './activity-cache.ts'
import { settleFacts } from './activity-facts.ts'
import { activityBody } from './activity-rows.ts'
import type { ActivityPerson } from './load-activity.ts'

/**
 * Gives a lead the events that were told of this person before they were one, with the facts they settle, inside the unit
 * that makes or changes the lead. Says whether there were any facts: then the lead is to be scored anew. Costs nothing in
 * a workspace that never had an event.
 */
export async function linkActivity(
  trx: Kysely<Database>,
  person: ActivityPerson & { readonly leadId: string; readonly email: string },
): Promise<boolean> {
  const { workspaceId, leadId, email, visitorIds } = person
  if (!(await hasActivity(trx, workspaceId))) return false
  const linked = await trx
    .updateTable('activity_events')
    .set({ lead_id: leadId })
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', 'is', null)
    .where(eb =>
      eb.or([
        eb('email', '=', email),
        ...(visitorIds.length > 0 ? [eb.and([eb('email', 'is', null), eb('visitor_id', 'in', [...visitorIds])])] : []),
      ]),
    )
    .returning(['id', 'type', 'body_json', 'at'])
    .execute()
  const settling = linked.map(row => ({ ...row, properties: activityBody(row).properties ?? {} }))
  return await settleFacts(trx, { workspaceId, leadId, actor: 'system' }, settling)
}
