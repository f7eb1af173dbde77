import type { Kysely } from 'kysely'

/** How a site's widget looks; null = the usual look. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sites').addColumn('theme_json', 'text').execute()
}
