import { type Kysely, sql } from 'kysely'
import type { StoreEngine } from './index.ts'

/**
 * How much a lead's source matters and whose it is, the campaign it came by, and what a list marks it with. The inbox is
 * ordered by the first; who waits is found in that order. Column comments are in `lead-tables.ts` and `source-tables.ts`.
 */
export async function up(db: Kysely<unknown>, engine: StoreEngine): Promise<void> {
  for (const name of ['medium', 'campaign']) await db.schema.alterTable('leads').addColumn(name, 'text').execute()
  await db.schema
    .alterTable('leads')
    .addColumn('source_owner', 'text', column => column.notNull().defaultTo('sales'))
    .execute()
  for (const [name, value] of Object.entries(NUMBERS)) {
    await db.schema
      .alterTable('leads')
      .addColumn(name, 'integer', column => column.notNull().defaultTo(value))
      .execute()
  }
  // Leads from before: the campaign as their facts have it.
  for (const name of ['medium', 'campaign']) {
    const said =
      engine === 'sqlite'
        ? sql`json_extract(facts_json, ${`$."utm.${name}"`})`
        : sql`facts_json::jsonb ->> ${sql.lit(`utm.${name}`)}`
    await sql`update leads set ${sql.ref(name)} = lower(substr(${said}, 1, 100))
      where facts_json like ${`%"utm.${name}"%`}`.execute(db)
  }

  await sql`drop index leads_waiting`.execute(db)
  await sql`create index leads_waiting on leads (workspace_id, source_priority, score desc, id desc)
    where verdict is null and stage in ('mql', 'sal')`.execute(db)
  // Counts by temperature, of one queue too, without a look at the leads themselves.
  await sql`drop index leads_temperature`.execute(db)
  await db.schema
    .createIndex('leads_temperature')
    .on('leads')
    .columns(['workspace_id', 'temperature', 'source_owner', 'stage'])
    .execute()
  await db.schema.createIndex('leads_source').on('leads').columns(['workspace_id', 'source', 'updated_at']).execute()
  // As small as the leads that bear a mark.
  await sql`create index leads_priority_account on leads (workspace_id, updated_at) where priority_account = 1`.execute(
    db,
  )
  await sql`create index leads_committee on leads (workspace_id, updated_at) where committee = 1`.execute(db)
  await sql`create index leads_flagged on leads (workspace_id, updated_at) where flags > 0`.execute(db)

  await db.schema
    .createTable('source_rules')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('rules_json', 'text', column => column.notNull())
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('actor_name', 'text', column => column.notNull())
    .addColumn('updated_at', 'bigint', column => column.notNull())
    .addColumn('sweep_place', 'text')
    .addPrimaryKeyConstraint('source_rules_pk', ['workspace_id'])
    .execute()
}

const NUMBERS = { source_priority: 3, priority_account: 0, committee: 0, flags: 0 }
