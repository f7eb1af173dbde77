import type { Kysely } from 'kysely'

/** What pages and files of the company's own site are. Column comments are in `content-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('content_settings')
    .addColumn('workspace_id', 'text', column => column.notNull().primaryKey())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('items_json', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('swept_to', 'text')
    .execute()
}
