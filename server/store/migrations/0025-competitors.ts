import type { Kysely } from 'kysely'

/** Companies that are left out of scoring, and how far their people were taken out. Column comments are in `account-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('competitors')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('pattern', 'text', column => column.notNull())
    .addColumn('note', 'text')
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('actor_name', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('competitors_pk', ['workspace_id', 'pattern'] as never[])
    .execute()
  await db.schema
    .createTable('competitor_work')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('pattern', 'text', column => column.notNull())
    .addColumn('after_lead', 'text', column => column.notNull())
    .addColumn('noted_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('competitor_work_pk', ['workspace_id', 'pattern'] as never[])
    .execute()
}
