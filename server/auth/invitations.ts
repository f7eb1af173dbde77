import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { toMillis, withAuthTables } from './auth-tables.ts'
import { endLinks, issueLink } from './one-time-link.ts'
import { isRole, type Role } from './permissions.ts'

/** An invitation nobody has taken yet, in time or not. */
export interface OpenInvitation {
  readonly id: string
  readonly email: string
  readonly role: Role
  /** Name of who invited; null = no account any more. */
  readonly by: string | null
  readonly createdAt: number
  readonly expiresAt: number
}

/** With the link, which is told this one time. */
export interface IssuedInvitation {
  readonly invitation: OpenInvitation
  readonly url: string
}

type InviteDeps = Pick<Deps, 'config' | 'store' | 'now' | 'newId' | 'randomBytes'>

const INVITATION_MS = 7 * 24 * 3_600_000
const OPEN_AT_MOST = 200

/**
 * Invites an address into a workspace. An address that is invited already gets a new link and this role; the link before ends.
 * Throws ApiError `already_member`, or `conflict` when too many invitations are open.
 */
export async function invite(
  deps: InviteDeps,
  wanted: { readonly workspaceId: string; readonly email: string; readonly role: Role; readonly by: string },
): Promise<IssuedInvitation> {
  const { workspaceId, role, by } = wanted
  const email = wanted.email.toLowerCase()
  return await deps.store.write(async unit => {
    const trx = withAuthTables(unit)
    await lockWorkspace(deps, unit, workspaceId)
    if (await isMember(unit, { workspaceId, email })) {
      throw new ApiError('already_member', { detail: 'This person belongs to the workspace already.' })
    }
    const open = await trx
      .selectFrom('auth_invitations')
      .select(['id', 'email'])
      .where('organizationId', '=', workspaceId)
      .where('status', '=', 'pending')
      .execute()
    const before = open.find(invitation => invitation.email === email)
    if (!before && open.length >= OPEN_AT_MOST) {
      throw new ApiError('conflict', {
        detail: `${OPEN_AT_MOST} invitations are open. Withdraw those nobody will take.`,
      })
    }
    const id = before?.id ?? deps.newId()
    const link = await issueLink(unit, deps, { kind: 'invitation', subjectId: id, lastsMs: INVITATION_MS })
    const expiresAt = new Date(link.expiresAt).toISOString()
    if (before) {
      const renewed = { role, expiresAt, inviterId: by }
      await trx.updateTable('auth_invitations').set(renewed).where('id', '=', id).execute()
    } else {
      const createdAt = new Date(deps.now()).toISOString()
      await trx
        .insertInto('auth_invitations')
        .values({
          id,
          organizationId: workspaceId,
          email,
          role,
          status: 'pending',
          expiresAt,
          createdAt,
          inviterId: by,
        })
        .execute()
    }
    return { invitation: await findOpen(unit, { workspaceId, id }), url: link.url }
  })
}

/** A new link for another seven days; the one before ends. Throws ApiError `not_found`, `already_member`. */
export async function renewInvitation(
  deps: InviteDeps,
  key: { readonly workspaceId: string; readonly id: string },
): Promise<IssuedInvitation> {
  return await deps.store.write(async unit => {
    const { email } = await findOpen(unit, key)
    if (await isMember(unit, { workspaceId: key.workspaceId, email })) throw new ApiError('already_member')
    const link = await issueLink(unit, deps, { kind: 'invitation', subjectId: key.id, lastsMs: INVITATION_MS })
    await withAuthTables(unit)
      .updateTable('auth_invitations')
      .set({ expiresAt: new Date(link.expiresAt).toISOString() })
      .where('id', '=', key.id)
      .execute()
    return { invitation: await findOpen(unit, key), url: link.url }
  })
}

/** The link opens nothing any more. Throws ApiError `not_found`. */
export async function withdrawInvitation(
  deps: Pick<Deps, 'store'>,
  key: { readonly workspaceId: string; readonly id: string },
): Promise<void> {
  await deps.store.write(async unit => {
    await findOpen(unit, key)
    await endInvitation(unit, { id: key.id, status: 'canceled' })
  })
}

/** Those nobody has taken yet, the newest first. */
export async function listInvitations(db: Kysely<Database>, workspaceId: string): Promise<OpenInvitation[]> {
  const rows = await invitations(db)
    .where('auth_invitations.organizationId', '=', workspaceId)
    .orderBy('auth_invitations.createdAt', 'desc')
    .orderBy('auth_invitations.id', 'desc')
    .execute()
  return rows.flatMap(toInvitation)
}

/** An open invitation with its workspace, whoever asks: its link was proof enough. */
export async function findInvited(
  db: Kysely<Database>,
  id: string,
): Promise<(OpenInvitation & { readonly workspace: { readonly id: string; readonly name: string } }) | null> {
  const row = await invitations(db)
    .innerJoin('workspaces', 'workspaces.id', 'auth_invitations.organizationId')
    .select(['workspaces.id as workspaceId', 'workspaces.name as workspaceName'])
    .where('auth_invitations.id', '=', id)
    .executeTakeFirst()
  const invitation = row && toInvitation(row)[0]
  return invitation ? { ...invitation, workspace: { id: row.workspaceId, name: row.workspaceName } } : null
}

/** Closes an invitation inside somebody's unit of work. */
export async function endInvitation(
  unit: Kysely<Database>,
  { id, status }: { readonly id: string; readonly status: 'accepted' | 'canceled' },
): Promise<void> {
  await endLinks(unit, { kind: 'invitation', subjectId: id })
  await withAuthTables(unit).updateTable('auth_invitations').set({ status }).where('id', '=', id).execute()
}

async function findOpen(
  unit: Kysely<Database>,
  { workspaceId, id }: { readonly workspaceId: string; readonly id: string },
): Promise<OpenInvitation> {
  const row = await invitations(unit)
    .where('auth_invitations.id', '=', id)
    .where('auth_invitations.organizationId', '=', workspaceId)
    .executeTakeFirst()
  const [invitation] = row ? toInvitation(row) : []
  if (!invitation) throw new ApiError('not_found')
  return invitation
}

async function isMember(
  unit: Kysely<Database>,
  { workspaceId, email }: { readonly workspaceId: string; readonly email: string },
): Promise<boolean> {
  const member = await withAuthTables(unit)
    .selectFrom('auth_members')
    .innerJoin('auth_users', 'auth_users.id', 'auth_members.userId')
    .select('auth_members.id')
    .where('auth_members.organizationId', '=', workspaceId)
    .where('auth_users.email', '=', email)
    .executeTakeFirst()
  return member !== undefined
}

/** Two invitations of one address at the same moment must meet here. */
async function lockWorkspace(
  { store }: Pick<Deps, 'store'>,
  unit: Kysely<Database>,
  workspaceId: string,
): Promise<void> {
  const row = withAuthTables(unit).selectFrom('auth_organizations').select('id').where('id', '=', workspaceId)
  await (store.engine === 'postgres' ? row.forUpdate() : row).execute()
}

function invitations(db: Kysely<Database>) {
  return withAuthTables(db)
    .selectFrom('auth_invitations')
    .leftJoin('auth_users', 'auth_users.id', 'auth_invitations.inviterId')
    .select([
      'auth_invitations.id',
      'auth_invitations.email',
      'auth_invitations.role',
      'auth_invitations.createdAt',
      'auth_invitations.expiresAt',
      'auth_users.name as by',
    ])
    .where('auth_invitations.status', '=', 'pending')
}

interface StoredInvitation {
  readonly id: string
  readonly email: string
  readonly role: string | null
  readonly by: string | null
  readonly createdAt: string | Date
  readonly expiresAt: string | Date
}

/** A role this version does not know gives no entry at all. */
function toInvitation({ id, email, role, by, createdAt, expiresAt }: StoredInvitation): OpenInvitation[] {
  if (role === null || !isRole(role)) return []
  return [{ id, email, role, by, createdAt: toMillis(createdAt), expiresAt: toMillis(expiresAt) }]
}
