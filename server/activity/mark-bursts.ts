import type { Kysely } from 'kysely'
import type { ActivityEventTable } from '../store/activity-tables.ts'
import type { Database } from '../store/schema.ts'
import { activityBody } from './activity-rows.ts'
import { BURST_SPAN_MS, burstOf } from './machine-acts.ts'

/** Clicks around new ones that are looked at: a bound for those who send without end. */
const CLICKS = 1_000

/**
 * Marks clicks of one person on many links of a mail within a second as a scanner's, those stored before included, so that
 * it does not matter in which order they came. Gives back the ids of all that are marked.
 */
export async function markBursts(
  trx: Kysely<Database>,
  workspaceId: string,
  fresh: readonly ActivityEventTable[],
): Promise<ReadonlySet<string>> {
  const clicks = fresh.filter(row => row.type === 'email_clicked')
  const [first] = clicks
  if (!first) return new Set()
  const times = clicks.map(row => row.at)
  const around = trx
    .selectFrom('activity_events')
    .select(['id', 'body_json', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('type', '=', 'email_clicked')
    .where('at', '>=', Math.min(...times) - BURST_SPAN_MS)
    .where('at', '<=', Math.max(...times) + BURST_SPAN_MS)
    .orderBy('at', 'desc')
    .limit(CLICKS)
  const { lead_id, email, visitor_id } = first
  const own =
    lead_id !== null
      ? around.where('lead_id', '=', lead_id)
      : email !== null
        ? around.where('email', '=', email)
        : around.where('visitor_id', '=', visitor_id ?? '')
  const burst = burstOf((await own.execute()).map(row => ({ id: row.id, at: row.at, link: linkOf(row) })))
  if (burst.size === 0) return burst
  await trx
    .updateTable('activity_events')
    .set({ ignored: 'link_scanner' })
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...burst])
    .where('ignored', 'is', null)
    .execute()
  return burst
}

function linkOf(row: Pick<ActivityEventTable, 'body_json'>): string {
  const { link, url } = activityBody(row).properties ?? {}
  return typeof link === 'string' ? link : typeof url === 'string' ? url : ''
}
