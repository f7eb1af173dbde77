import type { Kysely } from 'kysely'

/** Loaders that pages have pinned: the same bytes for ever, whatever Parley runs by then. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('loader_versions')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('site_id', 'text', column => column.notNull())
    .addColumn('version', 'text', column => column.notNull())
    .addColumn('body', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('loader_versions_pk', ['workspace_id', 'site_id', 'version'])
    .execute()
}
