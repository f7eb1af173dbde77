import { type Kysely, sql } from 'kysely'

/** What is left after e-mail and consent, by when it becomes a lead of its own, and how many questions wait for a person. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sessions').addColumn('partial_at', 'bigint').execute()
  // As small as the conversations under way.
  await sql`create index sessions_partial on sessions (partial_at) where partial_at is not null`.execute(db)
  for (const column of ['partial', 'open_questions']) {
    await db.schema
      .alterTable('leads')
      .addColumn(column, 'integer', definition => definition.notNull().defaultTo(0))
      .execute()
  }
}
