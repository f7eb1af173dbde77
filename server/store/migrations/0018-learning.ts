import type { Kysely } from 'kysely'

/** What past leads taught. Column comments are in `learning-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('learning_reports')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('flow_id', 'text', column => column.notNull())
    .addColumn('status', 'text', column => column.notNull())
    .addColumn('spec_json', 'text', column => column.notNull())
    .addColumn('done', 'integer', column => column.notNull())
    .addColumn('total', 'integer', column => column.notNull())
    .addColumn('report_json', 'text')
    .addColumn('predictor_json', 'text')
    .addColumn('problem', 'text')
    .addColumn('user_name', 'text', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('published_at', 'bigint')
    .addColumn('published_by', 'text')
    .addPrimaryKeyConstraint('learning_reports_pk', ['workspace_id', 'id'])
    .execute()
  await db.schema
    .createIndex('learning_reports_flow')
    .on('learning_reports')
    .columns(['workspace_id', 'flow_id', 'id'])
    .execute()
}
