import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Auth } from './auth.ts'
import { findMember } from './members.ts'
import { type Permission, permissionsOf, type Role } from './permissions.ts'

/** Who asks, and in which workspace. */
export interface CurrentMember {
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly workspaceId: string
  readonly role: Role
}

interface MemberEnv {
  Variables: { member: CurrentMember }
}

/** Lets members of a workspace through, with `member` set; anyone else gets 401 `unauthenticated`. */
export function requireMember(deps: Pick<Deps, 'store'>, auth: Auth): MiddlewareHandler<MemberEnv> {
  return async (c, next) => {
    const signedIn = await auth.session(c.req.raw.headers)
    if (!signedIn?.workspaceId) throw new ApiError('unauthenticated')
    const { userId, name, email, workspaceId, sessionId } = signedIn
    const member = await findMember(deps.store.db, { workspaceId, userId, sessionId })
    if (!member) throw new ApiError('unauthenticated')
    c.set('member', { userId, name, email, workspaceId, role: member.role })
    await next()
    for (const cookie of signedIn.cookies) c.header('set-cookie', cookie, { append: true })
  }
}

/** Lets members through whose role has the permission; others get 403 `forbidden`. Comes after `requireMember`. */
export function requirePermission(permission: Permission): MiddlewareHandler<MemberEnv> {
  return async (c, next) => {
    if (!permissionsOf(c.get('member').role).includes(permission)) {
      throw new ApiError('forbidden', {
        detail: 'Your role does not allow this. An owner of the workspace can change it.',
      })
    }
    await next()
  }
}
