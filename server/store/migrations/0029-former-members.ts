import type { Kysely } from 'kysely'

/** People who were taken out get no leads, and a lead waits once for one reason. Column comments are in `routing-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('former_members')
    .addColumn('workspace_id', 'text', column => column.notNull())
    .addColumn('email', 'text', column => column.notNull())
    .addColumn('at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('former_members_key', ['workspace_id', 'email'] as never[])
    .execute()
  await db.schema
    .alterTable('lead_hand_overs')
    .addColumn('depth', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .createIndex('lead_hand_overs_lead')
    .on('lead_hand_overs')
    .columns(['workspace_id', 'lead_id'])
    .execute()
}
