import { type Kysely, sql } from 'kysely'

/** What a site asks of visitors who look like robots, and the few sessions that are held back, found without reading all. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sites').addColumn('challenge_json', 'text').execute()
  await db.schema.alterTable('sites').addColumn('challenge_sealed', 'text').execute()
  await sql`create index sessions_held on sessions (workspace_id, id) where quarantine is not null`.execute(db)
}
