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
    query = query.where(eb =>
      eb.or([
        holdsText(sql`coalesce(leads.name, '')`, q),
        sql<boolean>`leads.email like ${patternOf(q.toLowerCase())} escape '\\'`,
        holdsText(sql`coalesce(leads.company, '')`, q),
        eb('leads.id', 'in', named(db, workspaceId, q)),
      ]),
    )
  }
  return query
}

/** Whether a column has the words in it, in capitals or not. */
function holdsText(column: RawBuilder<unknown>, words: string): RawBuilder<boolean> {
  const folded = sql<boolean>`lower(${column}) like ${patternOf(words.toLowerCase())} escape '\\'`
  // A Postgres whose locale is C folds English letters only: there words of others are found as they are typed.
  if (!/[^\p{ASCII}]/u.test(words)) return folded
  return sql<boolean>`(${folded} or ${column} like ${patternOf(words)} escape '\\')`
}

function patternOf(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, found => `\\${found}`)}%`
}

/** Leads whose company is called so by others than themselves. */
function named(db: Kysely<Database>, workspaceId: string, words: string) {
  // As JSON writes them inside its quotation marks.
  const written = JSON.stringify(words).slice(1, -1)
  return db
    .selectFrom('lead_facts')
    .select('lead_id')
    .where('workspace_id', '=', workspaceId)
    .where('fact', '=', 'company.name')
    .where(holdsText(sql`substr(value_json, 2, length(value_json) - 2)`, written))
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
