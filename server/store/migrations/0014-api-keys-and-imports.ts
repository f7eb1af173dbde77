import type { Kysely } from 'kysely'

/** Keys of other systems, what was imported, and how events from elsewhere are recognised. Column comments are in `schema.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('api_keys')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('name', 'text', column => column.notNull())
    .addColumn('prefix', 'text', column => column.notNull())
    .addColumn('secret_hash', 'text', column => column.notNull())
    .addColumn('scopes_json', 'text', column => column.notNull())
    .addColumn('created_by', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .addPrimaryKeyConstraint('api_keys_pk', ['workspace_id', 'id'])
    .execute()
  await db.schema.createIndex('api_keys_secret_hash').on('api_keys').column('secret_hash').unique().execute()

  await db.schema
    .alterTable('activity_events')
    .addColumn('body_hash', 'text', column => column.notNull().defaultTo(''))
    .execute()
  await db.schema
    .createIndex('activity_events_lead_at')
    .on('activity_events')
    .columns(['workspace_id', 'lead_id', 'at'])
    .execute()

  await db.schema
    .createTable('imports')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('file', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('rows', 'integer', column => column.notNull())
    .addColumn('created', 'integer', column => column.notNull())
    .addColumn('updated', 'integer', column => column.notNull())
    .addColumn('unchanged', 'integer', column => column.notNull())
    .addColumn('refused', 'integer', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('imports_pk', ['workspace_id', 'id'])
    .execute()
}
