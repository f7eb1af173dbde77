import type { Kysely } from 'kysely'
import { saveLeadFacts } from '../leads/lead-facts.ts'
import type { Database } from '../store/schema.ts'
import type { Outcome, OutcomeKind } from './outcomes.ts'

type Settling = Pick<Outcome, 'id' | 'leadId' | 'kind' | 'at'> & { readonly workspaceId: string }

/** What an outcome says of a lead for good: sales spoke to them, and whether they were lost the last time. */
const FACTS: Readonly<Record<OutcomeKind, Readonly<Record<string, boolean>>>> = {
  sql: { 'crm.contacted': true },
  opportunity: { 'crm.contacted': true },
  won: { 'crm.contacted': true, 'crm.lost': false },
  lost: { 'crm.contacted': true, 'crm.lost': true },
  rejected: {},
}

/** Keeps the facts that an outcome settles, inside the caller's unit; the newest outcome counts, whatever the order told. */
export async function settleOutcome(trx: Kysely<Database>, outcome: Settling): Promise<void> {
  const { workspaceId, leadId, kind, id, at } = outcome
  const facts = FACTS[kind]
  if (Object.keys(facts).length === 0) return
  await saveLeadFacts(trx, { workspaceId, leadId, source: 'crm', actor: actorOf(id), at, facts })
}

/** Takes them back, and lets the outcomes that are left say what they say. */
export async function unsettleOutcome(
  trx: Kysely<Database>,
  { workspaceId, leadId, id }: Pick<Settling, 'workspaceId' | 'leadId' | 'id'>,
  left: readonly Omit<Settling, 'workspaceId'>[],
): Promise<void> {
  const { numDeletedRows } = await trx
    .deleteFrom('lead_facts')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('actor', '=', actorOf(id))
    .executeTakeFirstOrThrow()
  if (numDeletedRows > 0n) for (const outcome of left) await settleOutcome(trx, { ...outcome, workspaceId })
}

/** Whoever told the outcome is named in its own record. */
function actorOf(id: string): string {
  return `outcome:${id}`
}
