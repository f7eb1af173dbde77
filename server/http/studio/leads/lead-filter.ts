import { type Kysely, type RawBuilder, sql } from 'kysely'
import { withVerdicts } from '../../../leads/verdict-columns.ts'
import type { LeadTable } from '../../../store/lead-tables.ts'
import type { Database } from '../../../store/schema.ts'
import type { LeadMark, LeadsQuery } from '../studio-types.ts'

/** Which leads are meant: the filters of a list without its order and page. */
export type LeadFilter = Pick<
  LeadsQuery,
  'temperature' | 'stage' | 'owner' | 'flow' | 'held' | 'source' | 'mark' | 'queue' | 'q'
>

/** Leads of a workspace under filters. */
export function filteredLeads(db: Kysely<Database>, workspaceId: string, filter: LeadFilter) {
  const { temperature, stage, owner, flow, held, source, mark, queue, q } = filter
  let query = withVerdicts(db).selectFrom('leads').where('leads.workspace_id', '=', workspaceId)
  if (temperature) query = query.where('leads.temperature', '=', temperature)
  if (stage) query = query.where('leads.stage', '=', stage)
  if (flow) query = query.where('leads.flow_id', '=', flow)
  if (held) {
    // Few sessions are, and an index knows them; their leads are found by id, which leads have an index of.
    const quarantined = db
      .selectFrom('sessions')
      .where('workspace_id', '=', workspaceId)
      .where('quarantine', 'is not', null)
    query = query
      .where(
        'leads.id',
        'in',
        quarantined.select('lead_id').where('lead_id', 'is not', null).$castTo<{ lead_id: string }>(),
      )
      .where('leads.session_id', 'in', quarantined.select('id'))
  }
  if (source) query = query.where('leads.source', '=', source)
  if (mark) query = query.where(MARKED[mark])
  if (queue === 'marketing') query = query.where(WITH_MARKETING)
  if (queue === 'sales') query = query.where(eb => eb.not(WITH_MARKETING))
  if (owner === 'none') query = query.where('leads.owner_id', 'is', null)
  else if (owner) query = query.where('leads.owner_id', '=', owner)
  if (q) {
    const pattern = `%${q.toLowerCase().replaceAll(/[\\%_]/g, found => `\\${found}`)}%`
    query = query.where(eb =>
      eb.or([
        sql<boolean>`lower(coalesce(leads.name, '')) like ${pattern} escape '\\'`,
        sql<boolean>`leads.email like ${pattern} escape '\\'`,
        sql<boolean>`lower(coalesce(leads.company, '')) like ${pattern} escape '\\'`,
        eb('leads.id', 'in', named(db, workspaceId, pattern)),
      ]),
    )
  }
  return query
}

/** Leads whose company is called so by others than themselves. */
function named(db: Kysely<Database>, workspaceId: string, pattern: string) {
  return db
    .selectFrom('lead_facts')
    .select('lead_id')
    .where('workspace_id', '=', workspaceId)
    .where('fact', '=', 'company.name')
    .where(sql<boolean>`lower(value_json) like ${pattern} escape '\\'`)
}

/** Whether a lead waits for a verdict: written out as in its index, which a database uses only when it sees the same words. */
export const WAITING = sql<boolean>`(leads.verdict is null and leads.stage in ('mql', 'sal'))`

/** Whether marketing works with a lead: its source is marketing's, and it is not handed over (R26). */
const WITH_MARKETING = sql<boolean>`(leads.source_owner = 'marketing' and leads.stage in ('lead', 'recycled'))`

/** Written out as in their indexes. */
const MARKED: Readonly<Record<LeadMark, RawBuilder<boolean>>> = {
  priority: sql<boolean>`leads.priority_account = 1`,
  committee: sql<boolean>`leads.committee = 1`,
  flagged: sql<boolean>`leads.flags > 0`,
}

/** Whether marketing works with the lead at hand. */
export function isWithMarketing({ source_owner, stage }: Pick<LeadTable, 'source_owner' | 'stage'>): boolean {
  return source_owner === 'marketing' && (stage === 'lead' || stage === 'recycled')
}

/** Whether the lead at hand waits for a verdict. */
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
