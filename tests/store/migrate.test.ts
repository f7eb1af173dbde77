import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { Migration } from '#server/store/migrations/index.ts'
import { describeOnBoth, useTestDatabases } from '#tests/support/databases.ts'
import { addNote, createNotes, noteIds } from './notes.ts'

const addColor: Migration = {
  name: '0002-color',
  async up(db) {
    await db.schema.alterTable('notes').addColumn('color', 'text').execute()
  },
}

const breakHalfway: Migration = {
  name: '0003-broken',
  async up(db) {
    await db.schema.createTable('half').addColumn('id', 'text').execute()
    await sql`select * from there_is_no_such_table`.execute(db)
  },
}

describeOnBoth('migrations', (openTestStore, { createTestDatabase }) => {
  it('run once, in order, and only those that are missing', async () => {
    const database = await createTestDatabase({ empty: true })
    const first = await openTestStore({ ...database, migrations: [createNotes] })
    await addNote(first, 'a')
    await first.close()
    await (await openTestStore({ ...database, migrations: [createNotes, addColor] })).close()
    const last = await openTestStore({ ...database, migrations: [createNotes, addColor] })
    expect(await noteIds(last)).toEqual(['a'])
    const { rows } = await sql<{ name: string }>`select name from parley_migrations order by name`.execute(last.db)
    expect(rows.map(row => row.name)).toEqual(['0001-notes', '0002-color'])
  })

  it('that the program does not know are refused with schema_newer', async () => {
    const database = await createTestDatabase({ empty: true })
    const newer = await openTestStore({ ...database, migrations: [createNotes, addColor] })
    await newer.close()
    const older = openTestStore({ ...database, migrations: [createNotes] })
    await expect(older).rejects.toMatchObject({ code: 'schema_newer', message: expect.stringContaining('0002-color') })
  })

  it('that fail leave nothing behind', async () => {
    const database = await createTestDatabase({ empty: true })
    await expect(openTestStore({ ...database, migrations: [createNotes, breakHalfway] })).rejects.toThrow()
    const store = await openTestStore({ ...database, migrations: [createNotes] })
    expect(await noteIds(store)).toEqual([])
    const tables = await store.db.introspection.getTables()
    expect(tables.map(table => table.name)).not.toContain('half')
  })

  it('of the product itself run on an empty database', async () => {
    const store = await openTestStore()
    const tables = await store.db.introspection.getTables()
    expect(tables.map(table => table.name)).toContain('leads')
  })
})

describe('migrations', () => {
  const { openTestStore, createTestDatabase } = useTestDatabases('postgres')

  it('of servers that start at once on one Postgres run once', async () => {
    const database = await createTestDatabase({ empty: true })
    const open = () => openTestStore({ ...database, migrations: [createNotes, addColor] })
    const stores = await Promise.all([open(), open(), open()])
    expect(await Promise.all(stores.map(noteIds))).toEqual([[], [], []])
  })
})
