import { type Kysely, sql } from 'kysely'

/**
 * What people last said about a lead, and the indexes of the inbox: leads without a verdict first, counts by temperature,
 * owners. The first is as small as the work that waits.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('leads').addColumn('verdict', 'text').execute()
  await db.schema.alterTable('leads').addColumn('verdict_event', 'text').execute()
  await sql`create index leads_waiting on leads (workspace_id, updated_at, id)
    where verdict is null and stage in ('mql', 'sal')`.execute(db)
  await db.schema.createIndex('leads_temperature').on('leads').columns(['workspace_id', 'temperature']).execute()
  await db.schema.createIndex('leads_owner').on('leads').columns(['workspace_id', 'owner_id', 'owner_name']).execute()
}
