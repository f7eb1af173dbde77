import { Hono } from 'hono'
import { z } from 'zod'
import { changeMember, listMembers } from '../../auth/members.ts'
import { listMemberships } from '../../auth/memberships.ts'
import { permissionsOf, ROLES } from '../../auth/permissions.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { removeMember } from '../../hand-over/remove-member.ts'
import type { MemberRemoved } from './people-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { ChangeMemberRequest, Me, Member } from './studio-types.ts'

const changeRequest = z.strictObject({ role: z.enum(ROLES) }) satisfies Accepts<ChangeMemberRequest>

/** Who I am, and who else is here. */
export function memberRoutes(deps: Deps) {
  return new Hono<StudioEnv>()
    .get('/me', async c => {
      const { userId, name, email, workspaceId, role } = c.get('member')
      const workspaces = await listMemberships(deps.store.db, userId)
      const here = workspaces.find(({ id }) => id === workspaceId)
      return c.json<Me>({
        user: { id: userId, name, email },
        workspace: { id: workspaceId, name: here?.name ?? '' },
        workspaces,
        role,
        can: permissionsOf(role),
        now: deps.now(),
      })
    })
    .get('/members', async c => {
      const members = await listMembers(deps.store.db, c.get('member').workspaceId)
      return c.json<Member[]>(members.map(({ id, name, email, role, since }) => ({ id, name, email, role, since })))
    })
    .put('/members/:id', requirePermission('manage_members'), body(changeRequest), async c => {
      const { workspaceId } = c.get('member')
      await changeMember(deps, { workspaceId, memberId: c.req.param('id'), role: c.req.valid('json').role })
      return c.json({ ok: true as const })
    })
    .delete('/members/:id', requirePermission('manage_members'), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leaving = { workspaceId, memberId: c.req.param('id'), actor: { id: userId, name } }
      return c.json<MemberRemoved>(await removeMember(deps, leaving))
    })
}
