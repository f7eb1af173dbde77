import { hashPassword } from 'better-auth/crypto'
import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { type AuthDatabase, toMillis, withAuthTables } from './auth-tables.ts'
import { isRole, type Role } from './permissions.ts'

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

type Connection = Kysely<Database & AuthDatabase>

/**
 * Makes an account with a password and puts it into a workspace. Throws ApiError `conflict` when the address has an
 * account already.
 */
export async function addMember(deps: Pick<Deps, 'store' | 'now' | 'newId'>, member: NewMember): Promise<string> {
  const prepared = await prepareMember(deps, member)
  await deps.store.write(trx => prepared.insert(withAuthTables(trx)))
  return prepared.userId
}

/** The slow half (hashing) apart from the writing half, which goes into somebody's unit of work. */
export async function prepareMember(deps: Pick<Deps, 'store' | 'now' | 'newId'>, member: NewMember) {
  const password = await hashPassword(member.password)
  const email = member.email.toLowerCase()
  const userId = deps.newId()
  const at = new Date(deps.now()).toISOString()

  async function insert(trx: Connection): Promise<void> {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('auth_users')
      .values({
        id: userId,
        name: member.name,
        email,
        emailVerified: deps.store.engine === 'postgres' ? false : 0,
        createdAt: at,
        updatedAt: at,
      })
      .onConflict(conflict => conflict.column('email').doNothing())
      .executeTakeFirstOrThrow()
    if (!numInsertedOrUpdatedRows) {
      throw new ApiError('conflict', { detail: 'This e-mail address has an account already.' })
    }
    await trx
      .insertInto('auth_accounts')
      .values({
        id: deps.newId(),
        accountId: userId,
        providerId: 'credential',
        userId,
        password,
        createdAt: at,
        updatedAt: at,
      })
      .execute()
    await ensureOrganization(trx, member.workspaceId, at)
    await trx
      .insertInto('auth_members')
      .values({
        id: deps.newId(),
        organizationId: member.workspaceId,
        userId,
        role: member.role,
        createdAt: at,
      })
      .execute()
  }

  return { userId, insert }
}

/** Members of a workspace, longest-serving first. */
export async function listMembers(db: Kysely<Database>, workspaceId: string): Promise<MemberRow[]> {
  const rows = await memberQuery(db, workspaceId).orderBy('auth_members.createdAt').execute()
  return rows.flatMap(toMember)
}

/**
 * The membership of whoever holds a session, or null. The role of every request comes from here, so lowering it, taking a
 * member out or ending a session works at once.
 */
export async function findMember(
  db: Kysely<Database>,
  {
    workspaceId,
    userId,
    sessionId,
  }: { readonly workspaceId: string; readonly userId: string; readonly sessionId: string },
): Promise<MemberRow | null> {
  const row = await memberQuery(db, workspaceId)
    .innerJoin('auth_sessions', 'auth_sessions.userId', 'auth_users.id')
    .where('auth_users.id', '=', userId)
    .where('auth_sessions.id', '=', sessionId)
    .executeTakeFirst()
  return (row && toMember(row)[0]) ?? null
}

/** Gives a member another role, or takes them out with `null`. Throws ApiError `not_found` or `last_owner`. */
export async function changeMember(
  deps: Pick<Deps, 'store'>,
  change: { readonly workspaceId: string; readonly memberId: string; readonly role: Role | null },
): Promise<void> {
  const { workspaceId, memberId, role } = change
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
  })
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

async function ensureOrganization(trx: Connection, workspaceId: string, at: string): Promise<void> {
  const workspace = await trx
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('auth_organizations')
    .values({ id: workspaceId, name: workspace.name, slug: workspaceId, createdAt: at })
    .onConflict(conflict => conflict.column('id').doNothing())
    .execute()
}

function memberQuery(db: Kysely<Database>, workspaceId: string) {
  return withAuthTables(db)
    .selectFrom('auth_members')
    .innerJoin('auth_users', 'auth_users.id', 'auth_members.userId')
    .select([
      'auth_members.id',
      'auth_members.userId',
      'auth_members.role',
      'auth_members.createdAt',
      'auth_users.name',
      'auth_users.email',
    ])
    .where('auth_members.organizationId', '=', workspaceId)
}

type StoredMember = Omit<MemberRow, 'role' | 'since'> & { readonly role: string; readonly createdAt: string | Date }

/** A role this version does not know gives no entry at all. */
function toMember({ id, userId, name, email, role, createdAt }: StoredMember): MemberRow[] {
  return isRole(role) ? [{ id, userId, name, email, role, since: toMillis(createdAt) }] : []
}
