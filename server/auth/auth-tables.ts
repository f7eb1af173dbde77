import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

/**
 * The tables of sign-in that our own queries touch (migration 0002). Their names and columns are better-auth's, under the
 * prefix `auth_`; `auth_setup_links`, `auth_links` and `auth_last_workspaces` (migration 0021) are ours. Times are ISO text on SQLite and timestamps on Postgres: written as ISO
 * text, which both take, and read with `toMillis`.
 */
export type AuthDatabase = {
  auth_users: AuthUserTable
  auth_accounts: AuthAccountTable
  auth_sessions: AuthSessionTable
  auth_organizations: AuthOrganizationTable
  auth_members: AuthMemberTable
  auth_invitations: AuthInvitationTable
  auth_setup_links: AuthSetupLinkTable
  auth_links: AuthLinkTable
  auth_last_workspaces: AuthLastWorkspaceTable
}

type Time = string | Date

type AuthUserTable = {
  id: string
  name: string
  /** Lower case. */
  email: string
  emailVerified: number | boolean
  createdAt: Time
  updatedAt: Time
}

type AuthAccountTable = {
  id: string
  accountId: string
  providerId: string
  userId: string
  /** scrypt, by better-auth. */
  password: string | null
  createdAt: Time
  updatedAt: Time
}

type AuthSessionTable = {
  id: string
  userId: string
  /** The workspace the session is in: this row says so, never the copy in the cookie. */
  activeOrganizationId: string | null
}

/** `id` is the id of the workspace. */
type AuthOrganizationTable = {
  id: string
  name: string
  slug: string
  createdAt: Time
}

type AuthMemberTable = {
  id: string
  organizationId: string
  userId: string
  role: string
  createdAt: Time
}

/** `pending` ones are open, in time or not; the others stay as a record. */
type AuthInvitationTable = {
  id: string
  organizationId: string
  /** Lower case. */
  email: string
  role: string | null
  status: 'pending' | 'accepted' | 'canceled'
  expiresAt: Time
  createdAt: Time
  inviterId: string
}

type AuthSetupLinkTable = {
  /** sha-256 (hex). */
  token_hash: string
  created_at: number
}

/** A link somebody was sent: it opens one thing, once. */
type AuthLinkTable = {
  /** sha-256 (hex). */
  token_hash: string
  kind: 'invitation' | 'reset'
  /** Id of the invitation, or of the user whose password it sets. */
  subject_id: string
  created_at: number
  expires_at: number
}

/** Where a person was last: the next sign-in begins there. */
type AuthLastWorkspaceTable = {
  user_id: string
  workspace_id: string
}

/** The same connection or transaction, with these tables in its types too. */
export function withAuthTables(db: Kysely<Database>): Kysely<Database & AuthDatabase> {
  return db.withTables<AuthDatabase>()
}

export function toMillis(time: Time): number {
  return new Date(time).getTime()
}
