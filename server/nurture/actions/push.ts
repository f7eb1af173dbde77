import { loadLeadCard } from '../../leads/lead-card.ts'
import { loadToldFacts } from '../../leads/lead-facts.ts'
import { toLeadPayload } from '../../leads/lead-payload.ts'
import type { DoAction } from './define-action.ts'

/** Queues the lead for one destination, through the outbox that all deliveries go through. */
export const push: DoAction<'push'> = async (trx, { newId }, { lead, action, automation, now }) => {
  const { workspace_id: workspaceId, id: leadId } = lead
  if (lead.consent_json === null) return { status: 'skipped', reason: 'consent_withdrawn' }
  const destination = await trx
    .selectFrom('destinations')
    .select(['id', 'name', 'enabled'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', action.destination)
    .executeTakeFirst()
  if (!destination) return { status: 'skipped', reason: 'destination_missing' }
  if (destination.enabled === 0) return { status: 'skipped', reason: 'destination_off' }
  const card = await loadLeadCard(trx, workspaceId, leadId, now)
  if (!card) return { status: 'skipped', reason: 'lead_gone' }
  const told = await loadToldFacts(trx, workspaceId, leadId)
  const payload = {
    ...toLeadPayload(lead, card.score.lines, card.answers, card.booking, card.questions, { told }),
    automation: { id: automation.id, name: automation.name },
  }
  await trx
    .insertInto('deliveries')
    .values({
      workspace_id: workspaceId,
      id: newId(),
      lead_id: leadId,
      destination_id: destination.id,
      event: 'lead.updated',
      payload_json: JSON.stringify(payload),
      status: 'pending',
      attempts: 0,
      next_at: now,
      leased_until: 0,
      leased_by: null,
      created_at: now,
      delivered_at: null,
    })
    .execute()
  return { status: 'done', detail: { destination: destination.id }, queued: true }
}
