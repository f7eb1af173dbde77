import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { isFreeMail } from '../leads/free-mail.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { EnrichedLead } from './define-enricher.ts'
import { loadEnabled } from './enrichment-settings.ts'
import { findEnricher } from './index.ts'

/**
 * Queues a lead for what its workspace switched on, in the unit that stores it; it is looked up after the commit. Returns at
 * once where nothing is, without a query.
 */
export async function queueLead(trx: Kysely<Database>, lead: LeadTable, at: number): Promise<void> {
  for (const id of await loadEnabled(trx, lead.workspace_id)) {
    const enricher = findEnricher(id)
    if (!enricher) continue
    const subject = enricher.subjectOf(toEnrichedLead(lead))
    const job = {
      workspace_id: lead.workspace_id,
      lead_id: lead.id,
      enricher: id,
      subject: subject ?? lead.email_domain,
      status: subject === null ? ('skipped' as const) : ('pending' as const),
      reason: subject === null ? 'free_mail' : null,
      attempts: 0,
      next_at: at,
      leased_until: 0,
      created_at: at,
      done_at: subject === null ? at : null,
    }
    await trx
      .insertInto('enrichment_jobs')
      .values(job)
      .onConflict(conflict => conflict.columns(['workspace_id', 'lead_id', 'enricher']).doNothing())
      .execute()
  }
}

/** Leads of a workspace that were there before it was switched on, the newest ones. */
export async function queueNewest(
  trx: Kysely<Database>,
  { workspaceId, at, most }: { readonly workspaceId: string; readonly at: number; readonly most: number },
): Promise<void> {
  const leads = await trx
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  for (const lead of leads) await queueLead(trx, lead, at)
}

function toEnrichedLead({ email, email_domain, facts_json }: LeadTable): EnrichedLead {
  const facts = JSON.parse(facts_json) as Facts // written by `toLeadRow` only
  const freeMail = isFreeMail(facts)
  return { email, domain: email_domain, freeMail }
}
