import { withVerdicts } from '../../leads/verdict-columns.ts'
import type { LeadTable } from '../../store/schema.ts'
import { asAutomation, noteChange } from '../note-change.ts'
import type { DoAction } from './define-action.ts'

/** Stages that automations leave alone: people and outcomes decide there. */
const SETTLED: readonly LeadTable['stage'][] = ['customer', 'opportunity', 'disqualified']

/** Puts a lead on hold or back to marketing. */
export const changeStage: DoAction<'stage'> = async (trx, { newId }, { lead, action, automation, depth, now }) => {
  if (lead.stage === action.to) return { status: 'skipped', reason: 'there_already' }
  if (SETTLED.includes(lead.stage)) return { status: 'skipped', reason: 'stage_settled' }
  const key = { workspace_id: lead.workspace_id, id: lead.id }
  await withVerdicts(trx)
    .updateTable('leads')
    // The rules may move it on from there: no person put it there.
    .set({ stage: action.to, stage_since: now, stage_by: null, updated_at: now })
    .where('workspace_id', '=', key.workspace_id)
    .where('id', '=', key.id)
    .execute()
  await trx
    .insertInto('lead_events')
    .values({
      workspace_id: lead.workspace_id,
      lead_id: lead.id,
      id: newId(),
      type: 'stage_changed',
      actor: 'system',
      body_json: JSON.stringify({ from: lead.stage, to: action.to, reason: action.reason, by: automation.name }),
      at: now,
    })
    .execute()
  const after = { ...lead, stage: action.to, updated_at: now }
  await asAutomation(depth, () => noteChange(trx, { before: lead, after, at: now }))
  return { status: 'done', detail: { from: lead.stage } }
}
