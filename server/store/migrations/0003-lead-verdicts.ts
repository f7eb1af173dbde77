import type { Kysely } from 'kysely'

/** The standing verdict of a person on a lead, and the index of the list that puts leads without one first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('lead_verdicts')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('lead_id', 'text', column => column.notNull())
    .addColumn('event_id', 'text', column => column.notNull())
    .addColumn('verdict', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('lead_verdicts_pk', ['workspace_id', 'lead_id'])
    .execute()
  await db.schema.createIndex('leads_stage').on('leads').columns(['workspace_id', 'stage', 'updated_at']).execute()
}
