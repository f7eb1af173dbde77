import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { withAuthTables } from './auth-tables.ts'

/** What a workspace is called, and how it signs its mails. */
export interface WorkspaceIdentity {
  readonly name: string
  /** Who its mails are from, in words; null = as the installation says. */
  readonly mailName: string | null
  /** Where answers to its mails go that have no better place; null = to the sender. */
  readonly replyTo: string | null
}

export async function loadWorkspace(db: Kysely<Database>, workspaceId: string): Promise<WorkspaceIdentity> {
  const row = await db
    .selectFrom('workspaces')
    .select(['name', 'mail_name', 'mail_reply_to'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return { name: row.name, mailName: row.mail_name, replyTo: row.mail_reply_to }
}

export async function saveWorkspace(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  { name, mailName, replyTo }: WorkspaceIdentity,
): Promise<void> {
  await store.write(async unit => {
    const values = { name, mail_name: mailName, mail_reply_to: replyTo }
    await unit.updateTable('workspaces').set(values).where('id', '=', workspaceId).execute()
    await withAuthTables(unit).updateTable('auth_organizations').set({ name }).where('id', '=', workspaceId).execute()
  })
}
