import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { withAuthTables } from './auth-tables.ts'
import { endLinks } from './one-time-link.ts'
import { isRole, type Role } from './permissions.ts'

/** A workspace a person belongs to. */
export interface Membership {
  readonly id: string
  readonly name: string
  readonly role: Role
}

/** The workspaces of a person, by name. */
export async function listMemberships(db: Kysely<Database>, userId: string): Promise<Membership[]> {
  const rows = await memberships(db, userId).orderBy('workspaces.name').orderBy('workspaces.id').execute()
  return rows.flatMap(({ id, name, role }) => (isRole(role) ? [{ id, name, role }] : []))
}

/** Where a session of this person begins: where they were last, else where they have been longest; null = nowhere. */
export async function chooseWorkspace(db: Kysely<Database>, userId: string): Promise<string | null> {
  const rows = await memberships(db, userId).orderBy('auth_members.createdAt').orderBy('workspaces.id').execute()
  const open = rows.filter(({ role }) => isRole(role))
  const last = await withAuthTables(db)
    .selectFrom('auth_last_workspaces')
    .select('workspace_id')
    .where('user_id', '=', userId)
    .executeTakeFirst()
  return (open.find(({ id }) => id === last?.workspace_id) ?? open[0])?.id ?? null
}

/** Puts a person into a workspace; links to set their password end, as they would open this one too. Throws ApiError `already_member`. */
export async function insertMembership(
  unit: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, userId, role }: { readonly workspaceId: string; readonly userId: string; readonly role: Role },
): Promise<void> {
  const trx = withAuthTables(unit)
  const at = new Date(deps.now()).toISOString()
  const { name } = await trx
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('auth_organizations')
    .values({ id: workspaceId, name, slug: workspaceId, createdAt: at })
    .onConflict(conflict => conflict.column('id').doNothing())
    .execute()
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('auth_members')
    .values({ id: deps.newId(), organizationId: workspaceId, userId, role, createdAt: at })
    .onConflict(conflict => conflict.columns(['organizationId', 'userId']).doNothing())
    .executeTakeFirstOrThrow()
  if (!numInsertedOrUpdatedRows) {
    throw new ApiError('already_member', { detail: 'They belong to this workspace already.' })
  }
  await endLinks(unit, { kind: 'reset', subjectId: userId })
}

/**
 * Moves a session into another workspace of its person, where the next sign-in begins too. Throws ApiError `not_found` for a
 * workspace they do not belong to.
 */
export async function enterWorkspace(
  unit: Kysely<Database>,
  to: { readonly userId: string; readonly sessionId: string; readonly workspaceId: string },
): Promise<void> {
  const member = await memberships(unit, to.userId).where('workspaces.id', '=', to.workspaceId).executeTakeFirst()
  if (!member || !isRole(member.role)) throw new ApiError('not_found')
  await withAuthTables(unit)
    .updateTable('auth_sessions')
    .set({ activeOrganizationId: to.workspaceId })
    .where('id', '=', to.sessionId)
    .where('userId', '=', to.userId)
    .execute()
  await rememberWorkspace(unit, to)
}

/** Where the person's next sign-in begins. */
export async function rememberWorkspace(
  unit: Kysely<Database>,
  { userId, workspaceId }: { readonly userId: string; readonly workspaceId: string },
): Promise<void> {
  await withAuthTables(unit)
    .insertInto('auth_last_workspaces')
    .values({ user_id: userId, workspace_id: workspaceId })
    .onConflict(conflict => conflict.column('user_id').doUpdateSet({ workspace_id: workspaceId }))
    .execute()
}

function memberships(db: Kysely<Database>, userId: string) {
  return withAuthTables(db)
    .selectFrom('auth_members')
    .innerJoin('workspaces', 'workspaces.id', 'auth_members.organizationId')
    .select(['workspaces.id', 'workspaces.name', 'auth_members.role'])
    .where('auth_members.userId', '=', userId)
}
