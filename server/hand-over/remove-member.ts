import { changeMember, listMembers } from '../auth/members.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { invalidateLive } from '../publishing/live.ts'
import { forgetFormerMembers, noteFormerMember } from './former-members.ts'
import { handOverAll } from './hand-over-all.ts'
import type { HandOverActor } from './hand-over-type.ts'
import { type FlowName, namedInRouting } from './named-in-routing.ts'

interface Leaving {
  readonly workspaceId: string
  readonly memberId: string
  readonly actor: HandOverActor
}

/** What somebody who was taken out leaves behind. */
export interface Removed {
  /** Open leads that follow to others in a moment. */
  readonly handedOver: number
  /** Flows whose live routing still names the person, who gets no leads by it any more. */
  readonly inRouting: readonly FlowName[]
}

/**
 * Takes a member out, has their open leads go to others by the rules and no new ones go to them, all or nothing: nobody's leads
 * are left with somebody who cannot see them. Throws ApiError `not_found` or `last_owner`.
 */
export async function removeMember(
  deps: Pick<Deps, 'store' | 'now' | 'newId' | 'wakeDelivery'>,
  { workspaceId, memberId, actor }: Leaving,
): Promise<Removed> {
  const { db } = deps.store
  const member = (await listMembers(db, workspaceId)).find(({ id }) => id === memberId)
  if (!member) throw new ApiError('not_found')
  const { email } = member
  let handedOver = 0
  await changeMember(deps, {
    ...{ workspaceId, memberId, role: null },
    async after(trx) {
      const at = deps.now()
      await noteFormerMember(trx, { workspaceId, email, at })
      handedOver = await handOverAll(trx, deps, { workspaceId, from: { email }, to: 'route', actor, at })
    },
  })
  forgetFormerMembers(workspaceId)
  invalidateLive(workspaceId)
  deps.wakeDelivery()
  return { handedOver, inRouting: await namedInRouting(db, workspaceId, email) }
}
