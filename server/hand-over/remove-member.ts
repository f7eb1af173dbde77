import { changeMember, listMembers } from '../auth/members.ts'
import type { Deps } from '../deps.ts'
import { handOverAll } from './hand-over-all.ts'
import type { HandOverActor } from './hand-over-type.ts'

interface Leaving {
  readonly workspaceId: string
  readonly memberId: string
  readonly actor: HandOverActor
}

/**
 * Takes a member out and has their open leads go to others by the rules, both or neither: nobody's leads are left with somebody who
 * cannot see them. Throws ApiError `not_found` or `last_owner`.
 */
export async function removeMember(
  deps: Pick<Deps, 'store' | 'now' | 'newId' | 'wakeDelivery'>,
  { workspaceId, memberId, actor }: Leaving,
): Promise<void> {
  const member = (await listMembers(deps.store.db, workspaceId)).find(({ id }) => id === memberId)
  await changeMember(deps, {
    ...{ workspaceId, memberId, role: null },
    async after(trx) {
      if (!member) return
      const from = { email: member.email }
      await handOverAll(trx, deps, { workspaceId, from, to: 'route', actor, at: deps.now() })
    },
  })
  deps.wakeDelivery()
}
