import { type Kysely, sql } from 'kysely'
import { defineInsert, type NewRows } from '../sessions/define-insert.ts'
import { defineQuery } from '../sessions/define-query.ts'
import { insertAll } from '../sessions/insert-all.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { LeadEventTable, LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isUniqueViolation } from '../store/unique-violation.ts'
import type { StandingDatabase } from './verdict-columns.ts'

/** Thrown when another unit stored a lead of the same address first: the whole unit is to be run again. */
export class LeadRaceError extends Error {
  override readonly name = 'LeadRaceError'
}

/** The lead with this address or id, kept from other units until this one ends, or null. */
export async function lockLead(
  trx: Kysely<Database>,
  by: { readonly workspaceId: string } & ({ readonly email: string } | { readonly id: string }),
): Promise<LeadTable | null> {
  const [lead] = await ('email' in by ? lockByEmail(trx, by) : lockById(trx, by))
  return lead ?? null
}

const lockByEmail = defineQuery((trx, { workspaceId, email }: { workspaceId: string; email: string }) =>
  leadsOf(trx, workspaceId).where('email', '=', email),
)
const lockById = defineQuery((trx, { workspaceId, id }: { workspaceId: string; id: string }) =>
  leadsOf(trx, workspaceId).where('id', '=', id),
)

/** On SQLite a unit has the database to itself. */
function leadsOf(trx: Kysely<Database>, workspaceId: string) {
  const leads = trx.selectFrom('leads').selectAll().where('workspace_id', '=', workspaceId)
  return isPostgres(trx) ? leads.forUpdate() : leads
}

const insertNewLead = defineInsert('leads')

/** Stores a new lead with what belongs to it; throws LeadRaceError when its address was taken meanwhile. */
export async function insertLead(
  trx: Kysely<Database>,
  lead: LeadTable,
  belongings: readonly NewRows[],
): Promise<void> {
  await insertAll(trx, insertNewLead([lead]), belongings).catch((error: unknown) => {
    throw isUniqueViolation(error, 'leads') ? new LeadRaceError('Another unit stored this lead first.') : error
  })
}

/** Stores a lead as the rules left it; another stage than before begins at `at`, and nobody put it there. */
export async function updateLead(trx: Kysely<Database>, lead: LeadTable, at = lead.updated_at): Promise<void> {
  const { workspace_id, id, created_at: _created, ...values } = lead
  await trx
    .withTables<StandingDatabase>()
    .updateTable('leads')
    .set({
      ...values,
      stage_since: sql<number | null>`case when stage = ${lead.stage} then stage_since else ${at} end`,
      stage_by: sql<string | null>`case when stage = ${lead.stage} then stage_by end`,
      // Marketing has it again: what sales once said of it is history.
      ...(lead.stage === 'recycled' && { verdict: null, verdict_event: null }),
    })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

interface LeadKey {
  readonly workspaceId: string
  readonly leadId: string
}

/** What happened to a lead, as its history tells it. */
export interface LeadHappening {
  readonly type:
    | 'created'
    | 'returned'
    | 'completed'
    | 'rescored'
    | 'stage_changed'
    | 'assigned'
    | 'outcome_changed'
    | 'consent_given'
    | 'consent_withdrawn'
    | 'imported'
  readonly body: Readonly<Record<string, unknown>>
}

export function historyRows(
  { workspaceId, leadId, at, newId }: LeadKey & { readonly at: number; readonly newId: () => string },
  happenings: readonly LeadHappening[],
): NewRows {
  const rows = happenings.map(
    ({ type, body }): LeadEventTable => ({
      workspace_id: workspaceId,
      lead_id: leadId,
      id: newId(),
      type,
      actor: 'system',
      body_json: JSON.stringify(body),
      at,
    }),
  )
  return insertHistory(rows)
}

const insertHistory = defineInsert('lead_events')
