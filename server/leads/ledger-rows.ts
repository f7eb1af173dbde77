import type { Kysely } from 'kysely'
import type { LedgerEntry } from '../scoring/ledger.ts'
import { defineInsert, type NewRows } from '../sessions/define-insert.ts'
import { defineQuery } from '../sessions/define-query.ts'
import { inPieces, insertAll } from '../sessions/insert-all.ts'
import type { LedgerEntryTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

type LeadKey = {
  readonly workspaceId: string
  readonly leadId: string
}

/** The ledger of a new lead. */
export function ledgerRows(key: LeadKey, entries: readonly LedgerEntry[]): NewRows[] {
  return inPieces(entries.map(entry => toLedgerRow(key, entry))).map(insertLedger)
}

/** Makes the stored ledger equal to `entries`, all of them made by one model; writes only what differs. */
export async function replaceLedger(
  trx: Kysely<Database>,
  key: LeadKey,
  entries: readonly LedgerEntry[],
): Promise<void> {
  const stored = new Map((await findLedger(trx, key)).map(row => [row.id, row]))
  const wanted = new Map(entries.map(entry => [entry.id, toLedgerRow(key, entry)]))
  const gone = [...stored.values()].filter(({ id }) => !wanted.has(id))
  for (const rows of inPieces(gone)) await deleteEntries(trx, key, rows)
  const [revision] = new Set(entries.map(entry => entry.modelRevision))
  if (revision !== undefined && stored.size > gone.length) await nameModel(trx, { ...key, revision })
  const changed = [...wanted.values()].filter(row => !isSame(stored.get(row.id), row))
  for (const rows of inPieces(changed)) await insertAll(trx, putLedger(rows))
}

const insertLedger = defineInsert('ledger_entries')

const putLedger = defineInsert('ledger_entries', insert =>
  insert.onConflict(conflict =>
    conflict.columns(['workspace_id', 'lead_id', 'id']).doUpdateSet(eb => ({
      group: eb.ref('excluded.group'),
      rule_id: eb.ref('excluded.rule_id'),
      points: eb.ref('excluded.points'),
      reason: eb.ref('excluded.reason'),
      evidence_json: eb.ref('excluded.evidence_json'),
      model_revision: eb.ref('excluded.model_revision'),
      at: eb.ref('excluded.at'),
      half_life_days: eb.ref('excluded.half_life_days'),
    })),
  ),
)

const findLedger = defineQuery((db, { workspaceId, leadId }: LeadKey) =>
  db.selectFrom('ledger_entries').selectAll().where('workspace_id', '=', workspaceId).where('lead_id', '=', leadId),
)

/** Most entries are what they were: one more act, or another model, changes a few. */
const nameModel = defineQuery((db, { workspaceId, leadId, revision }: LeadKey & { readonly revision: string }) =>
  db
    .updateTable('ledger_entries')
    .set({ model_revision: revision })
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('model_revision', '<>', revision),
)

async function deleteEntries(
  trx: Kysely<Database>,
  { workspaceId, leadId }: LeadKey,
  rows: readonly LedgerEntryTable[],
): Promise<void> {
  await trx
    .deleteFrom('ledger_entries')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()
}

/** Whoever's model made them. */
function isSame(a: LedgerEntryTable | undefined, b: LedgerEntryTable): boolean {
  return (
    a !== undefined &&
    a.group === b.group &&
    a.rule_id === b.rule_id &&
    a.points === b.points &&
    a.reason === b.reason &&
    a.evidence_json === b.evidence_json &&
    a.at === b.at &&
    a.half_life_days === b.half_life_days
  )
}

function toLedgerRow({ workspaceId, leadId }: LeadKey, entry: LedgerEntry): LedgerEntryTable {
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
