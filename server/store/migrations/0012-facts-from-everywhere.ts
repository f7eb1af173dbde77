import type { Kysely } from 'kysely'

/** Acts and facts that come from elsewhere than a conversation. Column comments are in `schema.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('activity_events')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('lead_id', 'text')
    .addColumn('visitor_id', 'text')
    .addColumn('email', 'text')
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('type', 'text', column => column.notNull())
    .addColumn('path', 'text', column => column.notNull())
    .addColumn('body_json', 'text', column => column.notNull())
    .addColumn('ignored', 'text')
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('received_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('activity_events_pk', ['workspace_id', 'id'])
    .execute()
  for (const owner of ['lead_id', 'visitor_id', 'email']) {
    await db.schema
      .createIndex(`activity_events_${owner}`)
      .on('activity_events')
      .columns(['workspace_id', owner, 'received_at'])
      .execute()
  }

  await db.schema
    .createTable('lead_facts')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('lead_id', 'text', column => column.notNull())
    .addColumn('fact', 'text', column => column.notNull())
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('value_json', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('lead_facts_pk', ['workspace_id', 'lead_id', 'fact', 'source'])
    .execute()
}
