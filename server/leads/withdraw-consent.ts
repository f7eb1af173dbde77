import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import { insertAll } from '../sessions/insert-all.ts'
import type { Visit } from '../sessions/visit.ts'
import type { Database } from '../store/schema.ts'
import { historyRows, lockLead } from './lead-rows.ts'
import { rescoreLead } from './rescore-lead.ts'

interface Withdrawal {
  readonly visit: Visit
  readonly leadId: string
  readonly at: number
}

/**
 * Takes note that a lead took the consent for contact back: what waits to be told of it is cancelled, and its score is made
 * anew without the consent. Nothing else of the visit is taken over.
 */
export async function withdrawConsent(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { visit, leadId, at }: Withdrawal,
): Promise<void> {
  const { workspaceId, sessionId } = visit
  const lead = await lockLead(trx, { workspaceId, id: leadId })
  if (!lead || lead.consent_json === null) return
  const facts = withoutConsent(JSON.parse(lead.facts_json) as Facts, visit) // written by `toLeadRow`
  await trx
    .updateTable('leads')
    .set({ consent_json: null, facts_json: JSON.stringify(facts), updated_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .execute()
  await trx
    .updateTable('deliveries')
    .set({ status: 'cancelled' })
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('status', '=', 'pending')
    .execute()
  const withdrawn = { type: 'consent_withdrawn' as const, body: { session: sessionId } }
  await insertAll(trx, historyRows({ workspaceId, leadId, at, newId: deps.newId }, [withdrawn]))
  await rescoreLead(trx, deps, { workspaceId, leadId, at, quiet: true })
}

/** What the visit says of consent for contact now, in the place of what was said before. */
function withoutConsent(facts: Facts, { flow, played }: Visit): Facts {
  const changed: Record<string, Fact | undefined> = { ...facts }
  for (const [id, field] of Object.entries(flow.fields)) {
    if (field.kind === 'consent' && field.purpose === 'contact') changed[id] = played.facts[id]
  }
  return changed
}
