import { CLOSED_STAGES } from '../../hand-over/hand-over-all.ts'
import { liveReleaseOf } from '../../hand-over/live-release.ts'
import { queueHandOvers } from '../../hand-over/queue-hand-over.ts'
import type { Routing } from '../../routing/routing-config.ts'
import type { ActionOf } from '../automation-spec.ts'
import type { DoAction } from './define-action.ts'

/**
 * Has the lead given to somebody: by the rules, where nobody owns it, or to a team or person of the routing that is live on its flow,
 * whoever has it now. It follows after the commit, with a decision record of its own.
 */
export const handOver: DoAction<'hand_over'> = async (trx, deps, { lead, action, automation, depth, now }) => {
  const { to } = action
  if (lead.consent_json === null) return { status: 'skipped', reason: 'consent_withdrawn' }
  if (CLOSED_STAGES.includes(lead.stage)) return { status: 'skipped', reason: 'stage_settled' }
  const release = await liveReleaseOf(trx, lead)
  if (!release || !isThere(release.present, to)) return { status: 'skipped', reason: 'taker_missing' }
  if (lead.owner_id !== null && isWith(release.routing, to, lead.owner_id)) {
    return { status: 'skipped', reason: 'has_owner' }
  }
  const actor = { id: `automation:${automation.id}`, name: automation.name }
  const whose = { workspaceId: lead.workspace_id, leadId: lead.id, fromOwner: null }
  await queueHandOvers(trx, deps, [{ ...whose, why: 'automation', target: to, actor, depth: depth + 1, at: now }])
  return { status: 'done', detail: {}, queued: true }
}

type To = ActionOf<'hand_over'>['to']

function isThere({ people, teams }: Routing, to: To): boolean {
  if (to.kind === 'person') return people.some(({ id }) => id === to.person)
  return to.kind === 'route' || teams.some(({ id }) => id === to.team)
}

/** Whether whoever has the lead is one of those it is meant for. */
function isWith({ teams }: Routing, to: To, owner: string): boolean {
  if (to.kind === 'person') return owner === to.person
  if (to.kind === 'route') return true
  const members = teams.find(({ id }) => id === to.team)?.members ?? []
  return members.some(({ person }) => person === owner)
}
