import type { Kysely } from 'kysely'
import { withAuthTables } from '../auth/auth-tables.ts'
import type { Routing } from '../routing/routing-config.ts'
import type { Database } from '../store/schema.ts'
import { createWorkspaceMemory } from '../store/workspace-memory.ts'

/** E-mail addresses, in small letters. */
export type Addresses = ReadonlySet<string>

const memory = createWorkspaceMemory(readFormerMembers)

/** Who was taken out of a workspace and is not in it again: nobody who is out gets its leads. Mostly from memory. */
export async function loadFormerMembers(db: Kysely<Database>, workspaceId: string): Promise<Addresses> {
  return await memory.load(db, workspaceId)
}

/** Call once somebody's leaving is committed. */
export function forgetFormerMembers(workspaceId: string): void {
  memory.forget(workspaceId)
}

/** Notes down that somebody was taken out, in the unit that does it. */
export async function noteFormerMember(
  trx: Kysely<Database>,
  { workspaceId, email, at }: { readonly workspaceId: string; readonly email: string; readonly at: number },
): Promise<void> {
  await trx
    .insertInto('former_members')
    .values({ workspace_id: workspaceId, email: email.toLowerCase(), at })
    .onConflict(conflict => conflict.columns(['workspace_id', 'email']).doUpdateSet({ at }))
    .execute()
}

/** A routing with those who can still get a lead by it. Teams go on naming the others, who are nobody's turn. */
export function withoutFormer(routing: Routing, former: Addresses): Routing {
  if (former.size === 0) return routing
  const people = routing.people.filter(({ email }) => !former.has(email.toLowerCase()))
  return people.length === routing.people.length ? routing : { ...routing, people }
}

async function readFormerMembers(db: Kysely<Database>, workspaceId: string): Promise<Addresses> {
  const rows = await db.selectFrom('former_members').select('email').where('workspace_id', '=', workspaceId).execute()
  const former = new Set(rows.map(({ email }) => email))
  if (former.size === 0) return former
  const members = await withAuthTables(db)
    .selectFrom('auth_members')
    .innerJoin('auth_users', 'auth_users.id', 'auth_members.userId')
    .select('auth_users.email')
    .where('auth_members.organizationId', '=', workspaceId)
    .execute()
  for (const { email } of members) former.delete(email.toLowerCase())
  return former
}
