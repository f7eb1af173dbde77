import { type Kysely, sql } from 'kysely'
import type { LedgerEntry } from '../scoring/ledger.ts'
import { defineInsert, type NewRows } from '../sessions/define-insert.ts'
import { defineQuery } from '../sessions/define-query.ts'
import { inPieces, insertAll } from '../sessions/insert-all.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { LeadEventTable, LeadTable, LedgerEntryTable } from '../store/lead-tables.ts'
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

/** The ledger of a new lead. */
export function ledgerRows({ workspaceId, leadId }: LeadKey, entries: readonly LedgerEntry[]): NewRows[] {
  return inPieces(entries.map(entry => toLedgerRow(workspaceId, leadId, entry))).map(insertLedger)
}

/** Makes the stored ledger equal to `entries`. */
export async function replaceLedger(
  trx: Kysely<Database>,
  { workspaceId, leadId }: LeadKey,
  entries: readonly LedgerEntry[],
): Promise<void> {
  await trx.deleteFrom('ledger_entries').where('workspace_id', '=', workspaceId).where('lead_id', '=', leadId).execute()
  for (const rows of ledgerRows({ workspaceId, leadId }, entries)) await insertAll(trx, rows)
}

const insertLedger = defineInsert('ledger_entries')

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

function toLedgerRow(workspaceId: string, leadId: string, entry: LedgerEntry): LedgerEntryTable {
  return {
    workspace_id: workspaceId,
    lead_id: leadId,
    id: entry.id,
    group: entry.group,
    rule_id: entry.ruleId,
    points: entry.points,
    reason: entry.reason,
    evidence_json: JSON.stringify(entry.evidence),
    model_revision: entry.modelRevision,
    at: entry.at,
    half_life_days: entry.halfLifeDays,
  }
}

/** Reads a ledger row back. */
export function fromLedgerRow(row: LedgerEntryTable): LedgerEntry {
  return {
    id: row.id,
    group: row.group,
    ruleId: row.rule_id,
    points: row.points,
    reason: row.reason,
    evidence: JSON.parse(row.evidence_json) as LedgerEntry['evidence'], // written above only
    modelRevision: row.model_revision,
    at: row.at,
    halfLifeDays: row.half_life_days,
  }
}
