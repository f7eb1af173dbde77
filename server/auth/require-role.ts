import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Auth } from './auth.ts'
import { findMember } from './members.ts'
import { type Permission, permissionsOf, type Role } from './permissions.ts'

/** Who asks, and in which workspace. */
export interface CurrentMember {
  readonly userId: string
  readonly sessionId: string
  readonly name: string
  readonly email: string
  readonly workspaceId: string
  readonly role: Role
}

interface MemberEnv {
  Variables: { member: CurrentMember }
}

/**
 * Lets members of a workspace through, with `member` set. Anyone else gets 401 `unauthenticated`, whoever belongs to no
 * workspace 403 `no_workspace`. A page says which workspace it shows; when the session has gone to another meanwhile, 409
 * `workspace_changed` keeps it from mixing the two.
 */
export function requireMember(deps: Pick<Deps, 'store'>, auth: Auth): MiddlewareHandler<MemberEnv> {
  return async (c, next) => {
    const signedIn = await auth.session(c.req.raw.headers)
    if (!signedIn) throw new ApiError('unauthenticated')
    const { userId, name, email, sessionId } = signedIn
    const member = await findMember(deps, { userId, sessionId })
    if (!member) throw new ApiError('unauthenticated')
    const { workspaceId, role } = member
    // An event stream can send no header.
    const shown = c.req.header('x-parley-workspace') ?? c.req.query('workspace')
    if (shown !== undefined && shown !== workspaceId) {
      throw new ApiError('workspace_changed', { detail: 'You are in another workspace now. Load the page again.' })
    }
    c.set('member', { userId, sessionId, name, email, workspaceId, role })
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
