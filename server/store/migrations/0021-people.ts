import type { Kysely } from 'kysely'

/**
 * Invitations, forgotten passwords and people of several workspaces. The invitations themselves are better-auth's table
 * (migration 0002). Column comments are in `auth/auth-tables.ts`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('auth_links')
    .addColumn('token_hash', 'text', column => column.primaryKey())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('subject_id', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .execute()
  await db.schema.createIndex('auth_links_subject_id_idx').on('auth_links').column('subject_id').execute()

  await db.schema
    .createTable('auth_last_workspaces')
    .addColumn('user_id', 'text', column => column.primaryKey())
    .addColumn('workspace_id', 'text', column => column.notNull())
    .execute()

  await db.schema
    .createIndex('auth_members_once_idx')
    .on('auth_members')
    .columns(['organizationId', 'userId'])
    .unique()
    .execute()

  await db.schema.alterTable('workspaces').addColumn('mail_name', 'text').execute()
  await db.schema.alterTable('workspaces').addColumn('mail_reply_to', 'text').execute()
}
