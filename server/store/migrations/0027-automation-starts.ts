import { type Kysely, sql } from 'kysely'

/** Since when an automation is on: what somebody did before sets nothing off. Column comments are in `nurture-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('automations')
    .addColumn('on_since', 'bigint', column => column.notNull().defaultTo(0))
    .execute()
  await sql`update automations set on_since = updated_at`.execute(db)
}
