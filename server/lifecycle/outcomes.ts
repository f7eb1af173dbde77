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
 * own, telling it again changes nothing or corrects it.
 * The stage is not touched (`applyOutcome` does both).
 */
export async function recordOutcome(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  outcome: NewOutcome,
): Promise<RecordedOutcome> {
  const { workspaceId, externalId, source, kind } = outcome
  const id = externalId === null ? deps.newId() : `${source}:${kind}:${externalId}`
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
  await settleOutcome(trx, { ...outcome, id })
  return { id, result: 'updated' }
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
  const leadId = removed.lead_id
  await unsettleOutcome(trx, { workspaceId, leadId, id }, await loadOutcomes(trx, workspaceId, { leadId }))
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
