import type { Kysely } from 'kysely'

/**
 * What comes of leads, the rules of their lifecycle, and since when and by whom a lead stands where it stands
 * (`leads.stage_since`, empty = since it was made; `leads.stage_by`, empty = the rules put it there).
 * Column comments are in `schema.ts`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('leads').addColumn('stage_since', 'bigint').execute()
  await db.schema.alterTable('leads').addColumn('stage_by', 'text').execute()
  await db.schema
    .createIndex('leads_stage')
    .on('leads')
    .columns(['workspace_id', 'stage', 'updated_at', 'id'])
    .execute()

  await db.schema
    .createTable('lead_outcomes')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('lead_id', 'text', column => column.notNull())
    .addColumn('kind', 'text', column => column.notNull())
    .addColumn('amount', 'double precision')
    .addColumn('currency', 'text')
    .addColumn('reason', 'text')
    .addColumn('external_id', 'text')
    .addColumn('source', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addColumn('received_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('lead_outcomes_pk', ['workspace_id', 'id'])
    .execute()
  await db.schema.createIndex('lead_outcomes_lead').on('lead_outcomes').columns(['workspace_id', 'lead_id']).execute()
  await db.schema.createIndex('lead_outcomes_at').on('lead_outcomes').columns(['workspace_id', 'at']).execute()

  await db.schema
    .createTable('lifecycle_versions')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('body_json', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('actor_name', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('lifecycle_versions_pk', ['workspace_id', 'number'])
    .execute()
}
