import type { Kysely } from 'kysely'

/** Hand-overs after the conversation, and by hand. Column comments are in `routing-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const decisions = () => db.schema.alterTable('routing_decisions')
  await decisions()
    .addColumn('kind', 'text', column => column.notNull().defaultTo('conversation'))
    .execute()
  for (const column of ['why', 'actor', 'actor_name', 'before_json'])
    await decisions().addColumn(column, 'text').execute()
  await db.schema
    .createTable('lead_hand_overs')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('id', 'text', column => column.notNull())
    .addColumn('lead_id', 'text', column => column.notNull())
    .addColumn('why', 'text', column => column.notNull())
    .addColumn('target_json', 'text', column => column.notNull())
    .addColumn('from_owner', 'text')
    .addColumn('actor', 'text', column => column.notNull())
    .addColumn('actor_name', 'text')
    .addColumn('attempts', 'integer', column => column.notNull())
    .addColumn('next_at', 'bigint', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('lead_hand_overs_key', ['workspace_id', 'id'])
    .execute()
  await db.schema.createIndex('lead_hand_overs_due').on('lead_hand_overs').columns(['next_at']).execute()
}
