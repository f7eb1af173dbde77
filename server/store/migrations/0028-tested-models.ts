import type { Kysely } from 'kysely'

/** What a model was tested on before it went live, and who was asked to review one. Column comments are in `model-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('releases').addColumn('tested_json', 'text').execute()
  await db.schema.alterTable('model_backtests').addColumn('candidate_revision', 'text').execute()
  await db.schema
    .createTable('model_review_mails')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('flow_id', 'text', column => column.notNull())
    .addColumn('since', 'bigint', column => column.notNull())
    .addColumn('sent_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('model_review_mails_key', ['workspace_id', 'flow_id'])
    .execute()
}
