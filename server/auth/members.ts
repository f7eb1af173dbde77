import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { toMillis, withAuthTables } from './auth-tables.ts'
import { chooseWorkspace, enterWorkspace, insertMembership } from './memberships.ts'
import { endLinks } from './one-time-link.ts'
import { isRole, type Role } from './permissions.ts'
import { prepareAccount } from './user-accounts.ts'

export interface NewMember {
  readonly workspaceId: string
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: Role
}

export interface MemberRow {
  readonly id: string
  readonly userId: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly since: number
}

const MEMBER_COLUMNS = [
  'auth_members.id',
  'auth_members.userId',
  'auth_members.role',
  'auth_members.createdAt',
  'auth_users.name',
  'auth_users.email',
] as const

/**
 * Makes an account with a password and puts it into a workspace. Throws ApiError `conflict` when the address has an
 * account already.
 */
export async function addMember(deps: Pick<Deps, 'store' | 'now' | 'newId'>, member: NewMember): Promise<string> {
  const prepared = await prepareMember(deps, member)
  await deps.store.write(prepared.insert)
  return prepared.userId
}

/** The slow half (hashing) apart from the writing half, which goes into somebody's unit of work. */
export async function prepareMember(deps: Pick<Deps, 'store' | 'now' | 'newId'>, member: NewMember) {
  const account = await prepareAccount(deps, member)
  const { userId } = account

  async function insert(unit: Kysely<Database>): Promise<void> {
    await account.insert(unit)
    await insertMembership(unit, deps, { workspaceId: member.workspaceId, userId, role: member.role })
  }

  return { userId, insert }
}

/** Members of a workspace, longest-serving first. */
export async function listMembers(db: Kysely<Database>, workspaceId: string): Promise<MemberRow[]> {
  const rows = await memberQuery(db, workspaceId).orderBy('auth_members.createdAt').execute()
  return rows.flatMap(toMember)
}

/**
 * The membership of whoever holds a session, in the workspace the session is in. All of it comes from the database, so
 * lowering a role, taking a member out, ending a session or moving it to another workspace works at once. A session whose
 * workspace its person has left lands in another of theirs. Null when the session is over; throws ApiError `no_workspace`
 * when there is no other.
 */
export async function findMember(
  deps: Pick<Deps, 'store'>,
  session: { readonly userId: string; readonly sessionId: string },
): Promise<(MemberRow & { readonly workspaceId: string }) | null> {
  const here = await memberOfSession(deps.store.db, session)
  if (here) return here
  return await deps.store.write(async unit => {
    const alive = await withAuthTables(unit)
      .selectFrom('auth_sessions')
      .select('id')
      .where('id', '=', session.sessionId)
      .where('userId', '=', session.userId)
      .executeTakeFirst()
    if (!alive) return null
    const workspaceId = await chooseWorkspace(unit, session.userId)
    if (workspaceId === null) {
      const detail = 'You belong to no workspace any more. An owner of one can invite you again.'
      throw new ApiError('no_workspace', { detail })
    }
    await enterWorkspace(unit, { ...session, workspaceId })
    return await memberOfSession(unit, session)
  })
}

/**
 * Gives a member another role, or takes them out with `null`; `after` goes into the same unit. Links to set a password that this
 * makes open more than before end. Throws ApiError `not_found` or
 * `last_owner`.
 */
export async function changeMember(
  deps: Pick<Deps, 'store'>,
  change: {
    readonly workspaceId: string
    readonly memberId: string
    readonly role: Role | null
    readonly after?: (trx: Kysely<Database>) => Promise<void>
  },
): Promise<void> {
  const { workspaceId, memberId, role, after } = change
  await deps.store.write(async unit => {
    const trx = withAuthTables(unit)
    // Two owners who demote each other at the same moment must meet here.
    const organization = trx.selectFrom('auth_organizations').select('id').where('id', '=', workspaceId)
    await (deps.store.engine === 'postgres' ? organization.forUpdate() : organization).execute()
    const owners = await trx
      .selectFrom('auth_members')
      .select('id')
      .where('organizationId', '=', workspaceId)
      .where('role', '=', 'owner')
      .execute()
    if (role !== 'owner' && owners.length === 1 && owners[0]?.id === memberId) throw new ApiError('last_owner')
    await endResetLinks(unit, { workspaceId, memberId, role, wasOwner: owners.some(({ id }) => id === memberId) })
    const changed = role
      ? await trx
          .updateTable('auth_members')
          .set({ role })
          .where('organizationId', '=', workspaceId)
          .where('id', '=', memberId)
          .executeTakeFirst()
      : await trx
          .deleteFrom('auth_members')
          .where('organizationId', '=', workspaceId)
          .where('id', '=', memberId)
          .executeTakeFirst()
    const rows = 'numUpdatedRows' in changed ? changed.numUpdatedRows : changed.numDeletedRows
    if (rows === 0n) throw new ApiError('not_found')
    await after?.(unit)
  })
}

/** Links to set a password that were made while things were otherwise: of who leaves, and of all whom a former owner may have made one for. */
async function endResetLinks(
  unit: Kysely<Database>,
  change: {
    readonly workspaceId: string
    readonly memberId: string
    readonly role: Role | null
    readonly wasOwner: boolean
  },
): Promise<void> {
  const { workspaceId, memberId, role, wasOwner } = change
  if (role !== null && (!wasOwner || role === 'owner')) return
  const members = withAuthTables(unit).selectFrom('auth_members').select('userId')
  const meant = members.where('organizationId', '=', workspaceId)
  for (const { userId } of await (wasOwner ? meant : meant.where('id', '=', memberId)).execute()) {
    await endLinks(unit, { kind: 'reset', subjectId: userId })
  }
}

export async function hasOwner(db: Kysely<Database>): Promise<boolean> {
  const owner = await withAuthTables(db)
    .selectFrom('auth_members')
    .select('id')
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst()
  return owner !== undefined
}

/** The membership a session has in the workspace it is in, as it stands; null when it has none. */
export async function memberOfSession(
  db: Kysely<Database>,
  { userId, sessionId }: { readonly userId: string; readonly sessionId: string },
): Promise<(MemberRow & { readonly workspaceId: string }) | null> {
  const row = await withAuthTables(db)
    .selectFrom('auth_sessions')
    .innerJoin('auth_members', join =>
      join
        .onRef('auth_members.userId', '=', 'auth_sessions.userId')
        .onRef('auth_members.organizationId', '=', 'auth_sessions.activeOrganizationId'),
    )
    .innerJoin('auth_users', 'auth_users.id', 'auth_members.userId')
    .select([...MEMBER_COLUMNS, 'auth_members.organizationId as workspaceId'])
    .where('auth_sessions.id', '=', sessionId)
    .where('auth_sessions.userId', '=', userId)
    .executeTakeFirst()
  const member = row && toMember(row)[0]
  return member ? { ...member, workspaceId: row.workspaceId } : null
}

function memberQuery(db: Kysely<Database>, workspaceId: string) {
  return withAuthTables(db)
    .selectFrom('auth_members')
    .innerJoin('auth_users', 'auth_users.id', 'auth_members.userId')
    .select([...MEMBER_COLUMNS])
    .where('auth_members.organizationId', '=', workspaceId)
}

type StoredMember = Omit<MemberRow, 'role' | 'since'> & { readonly role: string; readonly createdAt: string | Date }

/** A role this version does not know gives no entry at all. */
function toMember({ id, userId, name, email, role, createdAt }: StoredMember): MemberRow[] {
  return isRole(role) ? [{ id, userId, name, email, role, since: toMillis(createdAt) }] : []
}
