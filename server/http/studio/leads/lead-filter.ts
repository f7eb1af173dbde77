import { type Kysely, sql } from 'kysely'
import { withVerdicts } from '../../../leads/verdict-columns.ts'
import type { Database } from '../../../store/schema.ts'
import type { LeadsQuery } from '../studio-types.ts'

/** Which leads are meant: the filters of a list without its order and page. */
export type LeadFilter = Pick<LeadsQuery, 'temperature' | 'stage' | 'owner' | 'flow' | 'held' | 'q'>

/** Leads of a workspace under filters. */
export function filteredLeads(db: Kysely<Database>, workspaceId: string, filter: LeadFilter) {
  const { temperature, stage, owner, flow, held, q } = filter
  let query = withVerdicts(db).selectFrom('leads').where('leads.workspace_id', '=', workspaceId)
  if (temperature) query = query.where('leads.temperature', '=', temperature)
  if (stage) query = query.where('leads.stage', '=', stage)
  if (flow) query = query.where('leads.flow_id', '=', flow)
  if (held) {
    // Few sessions are, and an index knows them.
    const quarantined = db
      .selectFrom('sessions')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('quarantine', 'is not', null)
    query = query.where('leads.session_id', 'in', quarantined)
  }
  if (owner === 'none') query = query.where('leads.owner_id', 'is', null)
  else if (owner) query = query.where('leads.owner_id', '=', owner)
  if (q) {
    const pattern = `%${q.toLowerCase().replaceAll(/[\\%_]/g, found => `\\${found}`)}%`
    query = query.where(eb =>
      eb.or([
        sql<boolean>`lower(coalesce(leads.name, '')) like ${pattern} escape '\\'`,
        sql<boolean>`leads.email like ${pattern} escape '\\'`,
        sql<boolean>`lower(coalesce(leads.company, '')) like ${pattern} escape '\\'`,
      ]),
    )
  }
  return query
}

/** Whether a lead waits for a verdict: written out as in its index, which a database uses only when it sees the same words. */
export const WAITING = sql<boolean>`(leads.verdict is null and leads.stage in ('mql', 'sal'))`

/** The same of a lead at hand. */
export function isWaiting({ verdict, stage }: { readonly verdict: string | null; readonly stage: string }): boolean {
  return verdict === null && (stage === 'mql' || stage === 'sal')
}

/** The same, each with why its conversation is not trusted. */
export function leadsWithStanding(db: Kysely<Database>, workspaceId: string, filter: LeadFilter) {
  return filteredLeads(db, workspaceId, filter)
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .selectAll('leads')
    .select('sessions.quarantine')
}
