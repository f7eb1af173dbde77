import { setStanding, writeMove } from '../../lifecycle/stage-history.ts'
import type { LeadTable } from '../../store/lead-tables.ts'
import { asAutomation } from '../note-change.ts'
import type { DoAction } from './define-action.ts'

/** Stages that automations leave alone: people and outcomes decide there. */
const SETTLED: readonly LeadTable['stage'][] = ['customer', 'opportunity', 'disqualified']

/** Puts a lead on hold or back to marketing. The rules may move it on from there: no person put it there. */
export const changeStage: DoAction<'stage'> = async (trx, deps, { lead, action, automation, depth }) => {
  const { stage: from } = lead
  const { to, reason } = action
  if (from === to) return { status: 'skipped', reason: 'there_already' }
  if (SETTLED.includes(from)) return { status: 'skipped', reason: 'stage_settled' }
  const { workspace_id: workspaceId, id: leadId } = lead
  const actor = { id: 'system', name: automation.name }
  const subject = { workspaceId, leadId, actor }
  await writeMove(trx, deps, subject, { type: 'stage_changed', body: { from, to, ...(reason && { reason }) } })
  const standing = { stage: to, verdict: null, verdict_event: null, stage_by: null }
  await asAutomation(depth, () => setStanding(trx, deps, subject, { before: from, ...standing }))
  return { status: 'done', detail: { from } }
}
