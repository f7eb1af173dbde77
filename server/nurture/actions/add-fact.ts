import { saveLeadFacts } from '../../leads/lead-facts.ts'
import { rescoreLead } from '../../leads/rescore-lead.ts'
import { asAutomation } from '../note-change.ts'
import type { DoAction } from './define-action.ts'

/** Tells a fact of the lead, as a system would: what sales or the CRM says beats it. Scores the lead anew. */
export const addFact: DoAction<'fact'> = async (trx, deps, { lead, action, automation, depth, now }) => {
  const { workspace_id: workspaceId, id: leadId } = lead
  const actor = `automation:${automation.id}`
  await saveLeadFacts(trx, {
    workspaceId,
    leadId,
    source: 'api',
    actor,
    at: now,
    facts: { [action.fact]: action.value },
  })
  const { queued } = await asAutomation(depth, () => rescoreLead(trx, deps, { workspaceId, leadId, at: now }))
  return { status: 'done', detail: {}, queued }
}
