import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { inPieces } from '../sessions/insert-all.ts'
import type { LedgerEntryTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { type FactsApart, mergeToldFacts } from './merge-facts-told.ts'
import { mergedRow, type WholeLead } from './merged-row.ts'
import { moveRows } from './moved-tables.ts'
import { rescoreLead } from './rescore-lead.ts'
import { aliasesOf, resolveLeadId } from './resolve-lead.ts'
import { tellOfVerdict } from './tell-of-verdict.ts'
import { factsOfRow, lockWhole, storeWhole, tellingsOf } from './whole-lead.ts'

export interface MergeInput {
  readonly workspaceId: string
  /** Lead that stays. Either id may be one that was merged before. */
  readonly into: string
  /** Lead that becomes part of it. */
  readonly from: string
  readonly actor: { readonly id: string; readonly name: string }
}

export interface Merged {
  readonly mergeId: string
  readonly into: string
  readonly from: string
}

/** `record_json` of a merge: how things were, so that they can be so again. */
export interface MergeRecord {
  readonly from: WholeLead
  readonly before: WholeLead
  readonly after: WholeLead
  readonly ledgers: { readonly from: readonly LedgerEntryTable[]; readonly before: readonly LedgerEntryTable[] }
  readonly facts: FactsApart
}

/**
 * Makes two leads of one person one, inside the caller's unit: conversations, acts, facts, meetings, outcomes, deliveries and
 * history of both, scored from all of them together, so that no point is lost and none counts twice. Both ids and both
 * addresses name the lead from now on. Throws ApiError `not_found`, or `conflict` for a lead with itself and for one that is
 * held back. After the commit, `forgetAccountRules` and wake the delivery worker.
 */
export async function mergeLeads(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  input: MergeInput,
): Promise<Merged> {
  const { workspaceId, actor } = input
  const at = deps.now()
  const { before, from } = await lockBoth(trx, input)
  const mergeId = deps.newId()
  const key = { workspaceId, mergeId, into: before.id, from: from.id }
  const untold = await untoldOf(trx, [before, from])

  const ledgers = { from: await takeLedger(trx, from), before: await takeLedger(trx, before) }
  await moveRows(trx, key)
  const facts = await mergeToldFacts(trx, key)
  await trx.deleteFrom('leads').where('workspace_id', '=', workspaceId).where('id', '=', from.id).execute()
  await trx
    .insertInto('lead_aliases')
    .values({ workspace_id: workspaceId, alias_id: from.id, lead_id: before.id })
    .execute()
  for (const email of [before.email, from.email]) {
    await trx
      .insertInto('lead_addresses')
      .values({ workspace_id: workspaceId, email, lead_id: before.id, merge_id: mergeId })
      .onConflict(conflict => conflict.columns(['workspace_id', 'email']).doNothing())
      .execute()
  }
  const told = await tellingsOf(trx, workspaceId, before.id)
  const union = { ...told, facts: { ...untold, ...told.facts }, withdrawn: await isWithdrawn(trx, before), at }
  await storeWhole(trx, mergedRow(before, from, union))
  await putLedger(trx, ledgers.before)
  const aliases = await aliasesOf(trx, workspaceId, before.id)
  const rescored = await rescoreLead(trx, deps, { workspaceId, leadId: before.id, at, aliases })

  const after = await lockWhole(trx, workspaceId, before.id)
  if (!after) throw new Error('The merged lead is gone.')
  const record: MergeRecord = { from, before, after, ledgers, facts }
  await trx
    .insertInto('lead_merges')
    .values({
      workspace_id: workspaceId,
      id: mergeId,
      into_id: before.id,
      from_id: from.id,
      actor: actor.id,
      actor_name: actor.name,
      record_json: JSON.stringify(record),
      at,
      undone_at: null,
    })
    .execute()
  const body = { merge: mergeId, lead: from.id, name: from.name, email: from.email, by: actor.name }
  const scores = { from: { score: before.score, other: from.score }, to: { score: after.score } }
  await trx
    .insertInto('lead_events')
    .values({
      workspace_id: workspaceId,
      lead_id: before.id,
      id: deps.newId(),
      type: 'merged',
      actor: actor.id,
      body_json: JSON.stringify({ ...body, ...scores }),
      at,
    })
    .execute()
  if (!rescored.told) await tellOfVerdict(trx, deps, { workspaceId, leadId: before.id })
  return { mergeId, into: before.id, from: from.id }
}

async function lockBoth(trx: Kysely<Database>, { workspaceId, ...ids }: MergeInput) {
  const into = await resolveLeadId(trx, workspaceId, ids.into)
  const other = await resolveLeadId(trx, workspaceId, ids.from)
  if (into === other) throw new ApiError('conflict', { detail: 'These are one lead already.' })
  // Always in the same order, so that two who merge the same leads wait for each other.
  const locked = new Map<string, WholeLead | null>()
  for (const id of [into, other].sort()) locked.set(id, await lockWhole(trx, workspaceId, id))
  const [before, from] = [locked.get(into), locked.get(other)]
  if (!before || !from) throw new ApiError('not_found')
  const held = await trx
    .selectFrom('sessions')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [before.session_id, from.session_id])
    .where('quarantine', 'is not', null)
    .executeTakeFirst()
  if (held) throw new ApiError('conflict', { detail: 'One of them is held back. Let it through first.' })
  return { before, from }
}

/** Facts of leads that no conversation told: of imported ones. The younger lead's count. */
async function untoldOf(trx: Kysely<Database>, leads: readonly WholeLead[]): Promise<Facts> {
  const byAge = leads.toSorted((a, b) => a.created_at - b.created_at || (a.email < b.email ? -1 : 1))
  let facts: Facts = {}
  for (const lead of byAge) {
    const { visits } = await tellingsOf(trx, lead.workspace_id, lead.id)
    if (visits.length === 0) facts = { ...facts, ...factsOfRow(lead) }
  }
  return facts
}

/** Empties the ledger of a lead and gives back what was in it. */
export async function takeLedger(
  trx: Kysely<Database>,
  { workspace_id, id }: Pick<WholeLead, 'workspace_id' | 'id'>,
): Promise<LedgerEntryTable[]> {
  return await trx
    .deleteFrom('ledger_entries')
    .where('workspace_id', '=', workspace_id)
    .where('lead_id', '=', id)
    .returningAll()
    .execute()
}

/** Puts a ledger back. */
export async function putLedger(trx: Kysely<Database>, rows: readonly LedgerEntryTable[]): Promise<void> {
  for (const piece of inPieces(rows)) await trx.insertInto('ledger_entries').values(piece).execute()
}

/** Whether the newest word on consent, by either of them, was a no. */
async function isWithdrawn(trx: Kysely<Database>, { workspace_id, id }: WholeLead): Promise<boolean> {
  const newest = await trx
    .selectFrom('lead_events')
    .select('type')
    .where('workspace_id', '=', workspace_id)
    .where('lead_id', '=', id)
    .where('type', 'in', ['consent_given', 'consent_withdrawn'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.type === 'consent_withdrawn'
}
