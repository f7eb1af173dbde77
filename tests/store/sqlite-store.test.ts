import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { openSqliteFile } from '#server/store/sqlite-file.ts'
import { useTestDatabases } from '#tests/support/databases.ts'
import { addNote, createNotes, insertNote, noteIds } from './notes.ts'

const migrations = [createNotes]

describe('the SQLite store', () => {
  const { openTestStore, createTestDatabase } = useTestDatabases('sqlite')

  it('writes with synchronous=FULL, also after it is opened again', async () => {
    const database = await createTestDatabase({ empty: true })
    for (let opening = 1; opening <= 2; opening += 1) {
      const store = await openTestStore({ ...database, migrations })
      const settings = await store.write(async trx => [
        (await sql`pragma synchronous`.execute(trx)).rows[0],
        (await sql`pragma journal_mode`.execute(trx)).rows[0],
        (await sql`pragma foreign_keys`.execute(trx)).rows[0],
      ])
      expect(settings).toEqual([{ synchronous: 2 }, { journal_mode: 'wal' }, { foreign_keys: 1 }])
      await store.close()
    }
  })

  it('folds the capitals of every script, in units, reads and reports', async () => {
    const store = await openTestStore({ migrations, reportsFromBytes: 0 })
    const fold = sql<{ readonly text: string; readonly none: null }>`
      select lower('ИВАНОВА & Über') as text, lower(null) as none`
    const folded = { text: 'иванова & über', none: null }
    expect((await fold.execute(store.db)).rows).toEqual([folded])
    expect((await fold.execute(store.reports)).rows).toEqual([folded])
    expect((await store.write(trx => fold.execute(trx))).rows).toEqual([folded])
  })

  it('runs units in the order they came, over many batches', async () => {
    const store = await openTestStore({ migrations })
    const order: number[] = []
    const numbers = Array.from({ length: 300 }, (_, index) => index)
    await Promise.all(
      numbers.map(index =>
        store.write(async trx => {
          await insertNote(trx, String(index))
          order.push(index)
        }),
      ),
    )
    expect(order).toEqual(numbers)
  })

  it('commits units that arrive together at once', async () => {
    const database = await createTestDatabase({ empty: true })
    const store = await openTestStore({ ...database, migrations })
    const onlooker = new DatabaseSync(join(database.dataDirectory, 'parley.db'), { readOnly: true })
    const count = onlooker.prepare('select count(*) as count from notes')
    const seen = await Promise.all(
      Array.from({ length: 64 }, async (_, index) => {
        const before = await store.write(async trx => {
          await insertNote(trx, String(index))
          return count.get()?.count
        })
        return [before, count.get()?.count]
      }),
    )
    onlooker.close()
    expect(seen).toEqual(Array.from({ length: 64 }, () => [0, 64]))
  })

  it('refuses a directory that is open already with database_in_use, until it is closed', async () => {
    const database = await createTestDatabase({ empty: true })
    const first = await openTestStore({ ...database, migrations })
    const second = openTestStore({ ...database, migrations })
    await expect(second).rejects.toMatchObject({ code: 'database_in_use' })
    await addNote(first, 'a')
    await first.close()
    expect(await noteIds(await openTestStore({ ...database, migrations }))).toEqual(['a'])
  })

  it('refuses a directory that another process has open, until that process is killed', async () => {
    const { dataDirectory } = await createTestDatabase({ empty: true })
    const script = `import { openSqliteFile } from '#server/store/sqlite-file.ts'
      openSqliteFile(process.argv[1]); process.stdout.write('open'); setInterval(() => {}, 1000)`
    const other = spawn(process.execPath, ['--input-type=module', '-e', script, dataDirectory])
    await once(other.stdout, 'data')
    expect(() => openSqliteFile(dataDirectory)).toThrow(expect.objectContaining({ code: 'database_in_use' }))
    other.kill('SIGKILL')
    await once(other, 'exit')
    openSqliteFile(dataDirectory).close()
  })

  it('refuses a file that is no database with database_corrupt, and leaves it as it is', async () => {
    const database = await createTestDatabase({ empty: true })
    await writeFile(join(database.dataDirectory, 'parley.db'), 'this is not a database, and it is long enough to tell')
    await expect(openTestStore(database)).rejects.toMatchObject({ code: 'database_corrupt' })
  })

  it('refuses a file that was cut short with database_corrupt', async () => {
    const database = await createTestDatabase({ empty: true })
    const store = await openTestStore({ ...database, migrations })
    await Promise.all(Array.from({ length: 500 }, (_, index) => addNote(store, `${index}-${'x'.repeat(100)}`)))
    await store.close()
    await truncate(join(database.dataDirectory, 'parley.db'), 3 * 4096)
    await expect(openTestStore({ ...database, migrations })).rejects.toMatchObject({ code: 'database_corrupt' })
  })

  it('answers storage_full when there is no room, keeps what it had, and works on once there is', async () => {
    const store = await openTestStore({ migrations })
    await addNote(store, 'kept')
    await sql`pragma max_page_count = 40`.execute(store.db)
    const long = 'x'.repeat(3000)
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) => addNote(store, `${index}-${long}`)),
    )
    const kept = outcomes.filter(outcome => outcome.status === 'fulfilled').length
    const codes = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(new Set(codes)).toEqual(new Set(['storage_full']))
    expect(await noteIds(store)).toHaveLength(kept + 1)

    await sql`pragma max_page_count = 100000`.execute(store.db)
    await addNote(store, 'later')
    expect(await noteIds(store)).toHaveLength(kept + 2)
  })
})
