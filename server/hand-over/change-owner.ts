import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Draw } from '../leads/assign-owner.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { isQualified } from '../leads/project-lead.ts'
import type { Subject } from '../lifecycle/stage-history.ts'
import type { Routed } from '../routing/route.ts'
import { inUnit } from '../sessions/in-unit.ts'
import type { Database } from '../store/schema.ts'
import { decideOwner } from './decide-owner.ts'
import { giveLead } from './give-lead.ts'
import { liveReleaseOf } from './live-release.ts'

/** What a person wants: somebody of the routing that is live, or the rules once more with what is known today. */
export type OwnerChange = { readonly reason?: string | undefined } & (
  | { readonly person: string }
  | { readonly route: true }
)

type ChangeDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** `rule_id` of a decision that a person made. */
export const BY_HAND = 'by_hand'

/**
 * Gives a lead to somebody by hand, with a decision record that says who did and why. Throws ApiError `not_found`; `invalid_body`
 * for a person who is not in the routing; `conflict` when they have it already, when the rules give it to nobody, or when the lead
 * is held back.
 */
export async function changeOwner(
  deps: ChangeDeps,
  subject: Subject & { readonly change: OwnerChange },
): Promise<void> {
  const at = deps.now()
  await inUnit(deps, { workspaceId: subject.workspaceId, at }, async (trx, onDraw) => {
    return { settled: { accepted: [await changeInUnit(trx, deps, { subject, onDraw, at })] } }
  })
}

interface Changing {
  readonly subject: Subject & { readonly change: OwnerChange }
  readonly onDraw: (draw: Draw) => void
  readonly at: number
}

async function changeInUnit(trx: Kysely<Database>, deps: ChangeDeps, { subject, onDraw, at }: Changing) {
  const { workspaceId, leadId, actor, change } = subject
  const lead = await lockLead(trx, { workspaceId, id: leadId })
  const release = lead && (await liveReleaseOf(trx, lead))
  if (!lead || !release) throw new ApiError('not_found')
  if (await isHeldBack(trx, lead)) throw conflict('It looks like a robot’s. Let it through first.')
  const isNamed = 'person' in change
  if (isNamed && change.person === lead.owner_id) throw conflict('They have this lead already.')
  const target = isNamed ? ({ kind: 'person', person: change.person } as const) : ({ kind: 'route' } as const)
  const decided = await decideOwner(trx, deps, { lead, release, target, mustSell: false, at })
  if (!decided) {
    const problem = { pointer: '/person', code: 'unknown_person', message: 'The routing has no such person.' }
    throw new ApiError('invalid_body', { errors: [problem] })
  }
  if (!decided.owner) throw conflict('The rules give this lead to nobody now. Choose a person.')
  const routed = isNamed ? namedBy(decided, actor.name, change) : routedAgain(decided, actor.name, change)
  const given = { lead, release, routed, kind: 'manual', why: 'manual', actor, onDraw, at } as const
  const queued = await giveLead(trx, deps, given)
  return { leadId, outcome: routed.outcome, qualified: isQualified(lead), change: 'updated', queued } as const
}

function namedBy(decided: Routed, by: string, { reason }: OwnerChange): Routed {
  const said = `${by} gave it to ${decided.owner?.name}${reason ? `: “${reason}”` : ''}`
  return { ...decided, ruleId: BY_HAND, record: { rules: [], pool: [], reason: said } }
}

function routedAgain(decided: Routed, by: string, { reason }: OwnerChange): Routed {
  const said = `${by} had it routed again${reason ? `: “${reason}”` : ''}. ${decided.record.reason}`
  return { ...decided, record: { ...decided.record, reason: said } }
}

function conflict(detail: string): ApiError {
  return new ApiError('conflict', { detail })
}
