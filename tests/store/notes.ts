import type { Generated, Kysely } from 'kysely'
import type { Migration } from '#server/store/migrations/index.ts'
import type { Store } from '#server/store/open-store.ts'
import type { Database } from '#server/store/schema.ts'

/** The simplest table, so that these tests depend on no table of the product. */
export const createNotes: Migration = {
  name: '0001-notes',
  async up(db) {
    await db.schema
      .createTable('notes')
      .addColumn('id', 'text', column => column.primaryKey())
      .addColumn('size', 'bigint', column => column.notNull().defaultTo(0))
      .execute()
  },
}

// A type, not an interface: Kysely wants an index signature.
type NotesDatabase = {
  notes: { id: string; size: Generated<number> }
}

export function withNotes(db: Kysely<Database>): Kysely<Database & NotesDatabase> {
  return db.$extendTables<NotesDatabase>()
}

export function addNote(store: Store, id: string): Promise<void> {
  return store.write(trx => insertNote(trx, id))
}

export async function insertNote(db: Kysely<Database>, id: string): Promise<void> {
  await withNotes(db).insertInto('notes').values({ id }).execute()
}

/** In the order they were written, which on both engines is the order of the ids that these tests choose. */
export async function noteIds(store: Store): Promise<string[]> {
  const rows = await withNotes(store.db).selectFrom('notes').select('id').orderBy('id').execute()
  return rows.map(row => row.id)
}
