import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { LeadMergeTable } from '../store/account-tables.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { Database } from '../store/schema.ts'
import { contactOf } from './lead-contact.ts'
import { splitToldFacts } from './merge-facts-told.ts'
import { type MergeRecord, putLedger, takeLedger } from './merge-leads.ts'
import type { WholeLead } from './merged-row.ts'
import { moveRowsBack } from './moved-tables.ts'
import { rescoreLead } from './rescore-lead.ts'
import { tellOfVerdict } from './tell-of-verdict.ts'
import { lockWhole, storeWhole, tellingsOf } from './whole-lead.ts'

export interface SplitInput {
  readonly workspaceId: string
  readonly mergeId: string
  readonly actor: { readonly id: string; readonly name: string }
}

export interface Split {
  /** The lead that stays what it is. */
  readonly into: string
  /** The lead that is itself again. */
  readonly from: string
}

/**
 * Takes a merge back, inside the caller's unit: every row goes where it came from and what changed since then stays; where
 * something did, both leads are scored anew. Conversations held since under an address of the other lead go with it. Throws ApiError `not_found`,
 * or `conflict` when it was taken back already or a later merge of the same lead must be taken back first.
 */
export async function splitLeads(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, mergeId, actor }: SplitInput,
): Promise<Split> {
  const at = deps.now()
  const merge = await loadMerge(trx, workspaceId, mergeId)
  const { into_id: into, from_id: from } = merge
  const now = await lockWhole(trx, workspaceId, into)
  await refuseOutOfOrder(trx, merge, now !== null)
  if (!now) throw new ApiError('not_found')
  const record = JSON.parse(merge.record_json) as MergeRecord // written by `mergeLeads` only

  await trx
    .deleteFrom('lead_aliases')
    .where('workspace_id', '=', workspaceId)
    .where('alias_id', '=', from)
    .where('lead_id', '=', into)
    .execute()
  await moveRowsBack(trx, { workspaceId, mergeId, into, from })
  await splitToldFacts(trx, { workspaceId, into, from, apart: record.facts })
  const own = await addressesOf(trx, workspaceId, from, record)
  const restored = { ...restoredRow(now, record), updated_at: at }
  // The address of the other lead is free only once this one has its own again.
  if (own.has(restored.email)) Object.assign(restored, addressIn(record.before))
  await storeWhole(trx, restored)
  await trx.insertInto('leads').values(record.from).execute()
  await putLedger(trx, record.ledgers.from)
  const moved = await moveNewerConversations(trx, { merge, own })
  await trx
    .deleteFrom('lead_addresses')
    .where('workspace_id', '=', workspaceId)
    .where('merge_id', '=', mergeId)
    .execute()
  await trx
    .deleteFrom('lead_merge_rows')
    .where('workspace_id', '=', workspaceId)
    .where('merge_id', '=', mergeId)
    .execute()
  await trx
    .updateTable('lead_merges')
    .set({ undone_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', mergeId)
    .execute()

  if (moved || now.facts_json !== record.after.facts_json) await retell(trx, restored)
  if (moved) await retell(trx, record.from)
  if (isUntouched(now, record)) {
    await takeLedger(trx, now)
    await putLedger(trx, record.ledgers.before)
  } else for (const leadId of [into, from]) await rescoreLead(trx, deps, { workspaceId, leadId, at })
  for (const leadId of [into, from]) {
    const body = { merge: mergeId, lead: leadId === into ? from : into, by: actor.name }
    await trx
      .insertInto('lead_events')
      .values({
        workspace_id: workspaceId,
        lead_id: leadId,
        id: deps.newId(),
        type: 'split',
        actor: actor.id,
        body_json: JSON.stringify(body),
        at,
      })
      .execute()
    await tellOfVerdict(trx, deps, { workspaceId, leadId })
  }
  return { into, from }
}

async function loadMerge(trx: Kysely<Database>, workspaceId: string, mergeId: string): Promise<LeadMergeTable> {
  const query = trx
    .selectFrom('lead_merges')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', mergeId)
  const merge = await (isPostgres(trx) ? query.forUpdate() : query).executeTakeFirst()
  if (!merge) throw new ApiError('not_found')
  if (merge.undone_at !== null) throw new ApiError('conflict', { detail: 'This was taken back already.' })
  return merge
}

/** Merges are taken back newest first: each stands on what those before it made. */
async function refuseOutOfOrder(trx: Kysely<Database>, merge: LeadMergeTable, isStanding: boolean): Promise<void> {
  const newest = await trx
    .selectFrom('lead_merges')
    .select('id')
    .where('workspace_id', '=', merge.workspace_id)
    .where('into_id', '=', merge.into_id)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (isStanding && newest?.id === merge.id) return
  throw new ApiError('conflict', { detail: 'This lead was merged again since. Take the newer merge back first.' })
}

/** Column by column: what the merge changed and nobody has changed since is as it was before. */
function restoredRow(now: WholeLead, { before, after }: MergeRecord): WholeLead {
  const columns = Object.entries(now).map(([name, value]) => {
    const column = name as keyof WholeLead // the rows of one table
    return [name, value === after[column] ? before[column] : value]
  })
  return Object.fromEntries(columns) as WholeLead // the same columns
}

/** Nothing happened to the lead since the merge. */
function isUntouched(now: WholeLead, { after }: MergeRecord): boolean {
  return Object.entries(now).every(([name, value]) => name === 'updated_at' || value === after[name as keyof WholeLead]) // the rows of one table
}

function addressIn({ email, email_domain }: WholeLead): Pick<WholeLead, 'email' | 'email_domain'> {
  return { email, email_domain }
}

async function addressesOf(
  trx: Kysely<Database>,
  workspaceId: string,
  leadId: string,
  { from }: MergeRecord,
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .selectFrom('lead_addresses')
    .select('email')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .execute()
  return new Set([from.email, ...rows.map(({ email }) => email)])
}

/** What belongs to a conversation and goes with it. */
const WITH_CONVERSATION = ['routing_decisions', 'bookings'] as const

/** Conversations since the merge that were held under an address of the lead that is itself again. */
async function moveNewerConversations(
  trx: Kysely<Database>,
  { merge, own }: { readonly merge: LeadMergeTable; readonly own: ReadonlySet<string> },
): Promise<boolean> {
  const { workspace_id: workspaceId, into_id: into, from_id: from, at } = merge
  const { visits } = await tellingsOf(trx, workspaceId, into)
  const ids = visits
    .filter(({ session, release, played }) => {
      return session.created_at >= at && own.has(contactOf(release.flow, played.facts)?.email ?? '')
    })
    .map(({ sessionId }) => sessionId)
  if (ids.length > 0) {
    await trx
      .updateTable('sessions')
      .set({ lead_id: from })
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', ids)
      .execute()
    for (const table of WITH_CONVERSATION) {
      await trx
        .updateTable(table)
        .set({ lead_id: from })
        .where('workspace_id', '=', workspaceId)
        .where('lead_id', '=', into)
        .where('session_id', 'in', ids)
        .execute()
    }
  }
  const { numUpdatedRows } = await trx
    .updateTable('activity_events')
    .set({ lead_id: from })
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', into)
    .where('received_at', '>=', at)
    .where('email', 'in', [...own])
    .executeTakeFirstOrThrow()
  return ids.length > 0 || numUpdatedRows > 0n
}

/** The facts and the contact of a lead as its own conversations tell them. */
async function retell(trx: Kysely<Database>, lead: WholeLead): Promise<void> {
  const { contact, facts, visits, openQuestions } = await tellingsOf(trx, lead.workspace_id, lead.id)
  const newest = visits.at(-1)
  if (!newest || !contact) return
  await storeWhole(trx, {
    ...lead,
    email: contact.email,
    email_domain: contact.domain,
    name: contact.name ?? lead.name,
    company: contact.company ?? lead.company,
    phone: contact.phone ?? lead.phone,
    facts_json: JSON.stringify(facts),
    session_id: newest.sessionId,
    visitor_id: newest.visitorId,
    release_id: newest.release.id,
    flow_id: newest.release.flowId,
    open_questions: openQuestions,
  })
}
