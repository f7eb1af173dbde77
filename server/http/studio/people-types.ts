import type { Mailed } from '../../auth/account-letters.ts'
import type { OpenInvitation } from '../../auth/invitations.ts'
import type { Role } from '../../auth/permissions.ts'

/** People and workspaces, as the studio sends and receives them. See `studio-types.ts` for what holds for all. */

export type { Mailed, OpenInvitation }

// — Owners ———————————————————————————————————————————————————————————————————

// GET /api/invitations → OpenInvitation[], the newest first; those whose time is over too.
/** POST /api/invitations → SentInvitation, 201. An address that is invited gets a new link. 409 `already_member`. */
export interface InviteRequest {
  readonly email: string
  readonly role: Role
}
// POST /api/invitations/:id/renew with `{}` → SentInvitation: a new link for seven days, the one before ends.
// DELETE /api/invitations/:id → { ok: true }

/** DELETE /api/members/:id → MemberRemoved. Who is out gets no more leads, also where a routing still names them. */
export interface MemberRemoved {
  /** Open leads that follow to others in a moment. */
  readonly handedOver: number
  /** Flows whose live routing still names the person. */
  readonly inRouting: readonly { readonly id: string; readonly name: string }[]
}

/** The link is told this one time: only its hash is kept. */
export interface SentInvitation {
  readonly invitation: OpenInvitation
  readonly link: string
  readonly mailed: Mailed
}
/**
 * POST /api/members/:id/reset-link with `{}` → ResetLinkMade. 403 `forbidden` for somebody of another workspace you do not own
 * while no mail server is set up.
 */
export interface ResetLinkMade {
  /** Null = it went to the person by mail only. */
  readonly link: string | null
  readonly expiresAt: number
  readonly mailed: Mailed
}

// — Before the sign-in ———————————————————————————————————————————————————————

/** GET /api/doors. */
export interface Doors {
  /** Whether the sign-in page can mail a link to set another password. */
  readonly forgot: boolean
}
/** A link's token, in a body rather than an address, so that no log has it. */
export interface TokenRequest {
  readonly token: string
}
/** POST /api/join/look {token} → InvitedTo. 401 `invalid_token`, 410 `link_expired`. */
export interface InvitedTo {
  readonly workspace: string
  readonly email: string
  readonly role: Role
  readonly by: string | null
  readonly expiresAt: number
  /** Whether the address has an account here. */
  readonly hasAccount: boolean
  /** Whether this browser is signed in as it. */
  readonly signedIn: boolean
}
/**
 * POST /api/join → { ok: true }, signed in and in the workspace. `name` and `password` make an account; with an account its
 * password signs in, or nothing is needed when signed in as it. 401 `unauthenticated`, 409 `already_member`, 429 `rate_limited`.
 */
export interface JoinRequest {
  readonly token: string
  readonly name?: string
  /** 10–128 characters for a new account. */
  readonly password?: string
}
/** POST /api/auth/forgot → { ok: true }, the same whether the address has an account. 409 `conflict` when no mail is sent. */
export interface ForgotRequest {
  readonly email: string
}
/** POST /api/reset/look {token} → ResetFor. 401 `invalid_token`, 410 `link_expired`. */
export interface ResetFor {
  readonly name: string
  readonly email: string
}
/** POST /api/reset → { ok: true }, signed in; every other session of the person has ended. */
export interface ResetRequest {
  readonly token: string
  readonly password: string
}

// — Oneself ——————————————————————————————————————————————————————————————————

/** PUT /api/me/password → { ok: true }, signed in anew; every other session has ended. 403 `forbidden`, 429 `rate_limited`. */
export interface ChangePasswordRequest {
  readonly current: string
  /** 10–128 characters. */
  readonly next: string
}

// — Workspaces ———————————————————————————————————————————————————————————————

/** POST /api/workspaces → WorkspaceMade, 201, by owners. The session is in the new one. */
export interface CreateWorkspaceRequest {
  readonly name: string
}
export interface WorkspaceMade {
  readonly id: string
}
// POST /api/workspaces/:id/enter with `{}` → { ok: true }: the session is in that one. Load the page anew.

/** GET and PUT /api/workspace → WorkspaceSettings. Owners write. */
export interface WorkspaceSettings {
  readonly name: string
  /** Who its mails are from, in words; null = as the installation says. */
  readonly mailName: string | null
  /** Where answers to its mails go that have no better place; null = to the sender. */
  readonly replyTo: string | null
}
export interface WorkspaceAnswer extends WorkspaceSettings {
  /** The installation's own sender; null = no mail server is set up. */
  readonly sender: string | null
}
