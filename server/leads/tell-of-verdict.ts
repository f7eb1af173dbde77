import type { Kysely } from 'kysely'
import { enqueueDeliveries } from '../delivery/enqueue.ts'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { loadLeadCard } from './lead-card.ts'
import { loadToldFacts } from './lead-facts.ts'
import { toLeadPayload } from './lead-payload.ts'
import { aliasesOf } from './resolve-lead.ts'

const TAKEN: ReadonlySet<string> = new Set(['sal', 'sql', 'opportunity', 'customer'])

/**
 * Queues the news of a person's verdict, in the verdict's own unit: the CRM hears what sales said. Destinations that know
 * nothing of the lead (it was held back) hear of it once it is accepted, and never when it is rejected. Nobody hears of
 * one that took the consent back.
 */
export async function tellOfVerdict(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
): Promise<void> {
  // Putting a card together plays whole conversations again: not for nobody.
  if (!(await hasDestination(trx, workspaceId))) return
  const card = await loadLeadCard(trx, workspaceId, leadId, deps.now())
  const lead = await trx
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (!card || !lead || lead.consent_json === null) return
  const known = card.deliveries.some(({ status }) => status !== 'cancelled')
  if (!known && !TAKEN.has(lead.stage)) return
  const aliases = await aliasesOf(trx, workspaceId, leadId)
  const told = await loadToldFacts(trx, workspaceId, leadId)
  const payload = toLeadPayload(lead, card.score.lines, card.answers, card.booking, card.questions, { aliases, told })
  const event = known ? 'lead.updated' : 'lead.qualified'
  await enqueueDeliveries(trx, deps, { workspaceId, leadId, event, payload })
}

async function hasDestination(trx: Kysely<Database>, workspaceId: string): Promise<boolean> {
  const row = await trx
    .selectFrom('destinations')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('enabled', '=', 1)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
