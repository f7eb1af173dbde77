import type { Kysely } from 'kysely'

/** Sessions of a visitor: experiment tables ask for them once per exposed unit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createIndex('sessions_visitor')
    .on('sessions')
    .columns(['workspace_id', 'flow_id', 'visitor_id'])
    .execute()
}
