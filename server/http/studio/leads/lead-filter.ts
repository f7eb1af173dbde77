import { type Kysely, sql } from 'kysely'
import { withVerdicts } from '../../../leads/verdict-tables.ts'
import type { Database } from '../../../store/schema.ts'
import type { LeadsQuery } from '../studio-types.ts'

/** Which leads are meant: the filters of a list without its order and page. */
export type LeadFilter = Pick<LeadsQuery, 'temperature' | 'stage' | 'owner' | 'flow' | 'q'>

/** Leads of a workspace under filters, each with its standing verdict and newest session beside it. */
export function filteredLeads(db: Kysely<Database>, workspaceId: string, filter: LeadFilter) {
  const { temperature, stage, owner, flow, q } = filter
  let query = withVerdicts(db)
    .selectFrom('leads')
    .leftJoin('lead_verdicts', join =>
      join
        .onRef('lead_verdicts.workspace_id', '=', 'leads.workspace_id')
        .onRef('lead_verdicts.lead_id', '=', 'leads.id'),
    )
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .where('leads.workspace_id', '=', workspaceId)
  if (temperature) query = query.where('leads.temperature', '=', temperature)
  if (stage) query = query.where('leads.stage', '=', stage)
  if (flow) query = query.where('leads.flow_id', '=', flow)
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

/** Stages in which a lead without a verdict waits for one. */
export const WAITING_STAGES = ['mql', 'sal'] as const

/** What a row of a list is made of. */
export const LEAD_COLUMNS = ['lead_verdicts.verdict', 'sessions.quarantine'] as const
