import type { Kysely } from 'kysely'

/** What each side of a trial had qualified when it ended. Column comments are in `model-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('model_trials').addColumn('qualified_json', 'text').execute()
}
