import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { LeadOutcomeTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { settleOutcome, unsettleOutcome } from './outcome-facts.ts'

export const OUTCOME_KINDS = ['sql', 'opportunity', 'won', 'lost', 'rejected'] as const

export type OutcomeKind = (typeof OUTCOME_KINDS)[number]

/** What came of a lead. */
export interface Outcome {
  readonly id: string
  readonly leadId: string
  readonly kind: OutcomeKind
  /** In whole units of the currency. */
  readonly amount: number | null
  /** ISO 4217. */
  readonly currency: string | null
  readonly reason: string | null
  readonly externalId: string | null
  /** `studio`, `api`, `import`, a connector's name. */
  readonly source: string
  readonly actor: string
  /** When it happened. */
  readonly at: number
}

export type NewOutcome = Omit<Outcome, 'id'> & { readonly workspaceId: string }

/** `updated`: the same outcome with another amount, currency or reason, or another time. */
export interface RecordedOutcome {
  readonly id: string
  readonly result: 'recorded' | 'updated' | 'duplicate'
  /** Lead that it was told of before, where that was another: its facts are taken back. */
  readonly takenFrom?: string
}

/** Outcomes of a workspace that happened since a time, oldest first; of one lead when it is named. */
export async function loadOutcomes(
  db: Kysely<Database>,
  workspaceId: string,
  { since, leadId }: { readonly since?: number; readonly leadId?: string } = {},
): Promise<Outcome[]> {
  let query = db.selectFrom('lead_outcomes').selectAll().where('workspace_id', '=', workspaceId)
  if (since !== undefined) query = query.where('at', '>=', since)
  if (leadId !== undefined) query = query.where('lead_id', '=', leadId)
  return (await query.orderBy('at').orderBy('id').execute()).map(toOutcome)
}

/**
 * Stores what came of a lead, once, and the facts that it settles (`crm.contacted`, `crm.lost`): with an id of the sender's
 * own, telling it again changes nothing or corrects it, also whose it is.
 * The stage is not touched (`applyOutcome` does both).
 */
export async function recordOutcome(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  outcome: NewOutcome,
): Promise<RecordedOutcome> {
  const { workspaceId, externalId, source, kind } = outcome
  const id = externalId === null ? deps.newId() : outcomeId({ source, kind, externalId })
  const row = toRow(outcome, id, deps.now())
  const before = await trx
    .selectFrom('lead_outcomes')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst()
  if (!before) {
    await trx.insertInto('lead_outcomes').values(row).execute()
    await settleOutcome(trx, { ...outcome, id })
    return { id, result: 'recorded' }
  }
  if (TOLD.every(column => before[column] === row[column])) return { id, result: 'duplicate' }
  const { workspace_id: _workspace, id: _id, ...values } = row
  await trx
    .updateTable('lead_outcomes')
    .set(values)
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  const takenFrom = before.lead_id === row.lead_id ? undefined : before.lead_id
  if (takenFrom !== undefined) await unsettle(trx, { workspaceId, leadId: takenFrom, id })
  await settleOutcome(trx, { ...outcome, id })
  return { id, result: 'updated', ...(takenFrom !== undefined && { takenFrom }) }
}

/** Forgets an outcome that was told by mistake. */
export async function removeOutcome(trx: Kysely<Database>, workspaceId: string, id: string): Promise<void> {
  const removed = await trx
    .deleteFrom('lead_outcomes')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .returning('lead_id')
    .executeTakeFirst()
  if (!removed) return
  await unsettle(trx, { workspaceId, leadId: removed.lead_id, id })
}

/** Of a lead that the outcome is no longer told of. */
async function unsettle(trx: Kysely<Database>, of: { workspaceId: string; leadId: string; id: string }): Promise<void> {
  await unsettleOutcome(trx, of, await loadOutcomes(trx, of.workspaceId, { leadId: of.leadId }))
}

/** The lead that an outcome with an id of the sender's own was told of last; null = it was not told yet. */
export async function leadOfOutcome(
  db: Kysely<Database>,
  { workspaceId, source, kind, externalId }: Pick<NewOutcome, 'workspaceId' | 'source' | 'kind' | 'externalId'>,
): Promise<string | null> {
  if (externalId === null) return null
  const row = await db
    .selectFrom('lead_outcomes')
    .select('lead_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', outcomeId({ source, kind, externalId }))
    .executeTakeFirst()
  return row?.lead_id ?? null
}

function outcomeId({ source, kind, externalId }: { source: string; kind: OutcomeKind; externalId: string }): string {
  return `${source}:${kind}:${externalId}`
}

const TOLD = ['lead_id', 'kind', 'amount', 'currency', 'reason', 'at'] as const

function toRow(outcome: NewOutcome, id: string, receivedAt: number): LeadOutcomeTable {
  const { workspaceId, leadId, externalId, ...told } = outcome
  return { workspace_id: workspaceId, id, lead_id: leadId, external_id: externalId, ...told, received_at: receivedAt }
}

function toOutcome(row: LeadOutcomeTable): Outcome {
  const { workspace_id: _workspace, lead_id, external_id, received_at: _received, ...told } = row
  return { ...told, leadId: lead_id, externalId: external_id }
}
