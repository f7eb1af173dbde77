import { type Kysely, sql } from 'kysely'

/** How far an import came of its file. Column comments are in `import-tables.ts`. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable('imports')
    .addColumn('total', 'integer', column => column.notNull().defaultTo(0))
    .execute()
  await db.schema
    .alterTable('imports')
    .addColumn('updated_at', 'bigint', column => column.notNull().defaultTo(0))
    .execute()
  await sql`update imports set total = rows, updated_at = at`.execute(db)
}
