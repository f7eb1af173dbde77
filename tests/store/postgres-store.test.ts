import { type Kysely, sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Database } from '#server/store/schema.ts'
import { useTestDatabases } from '#tests/support/databases.ts'
import { startTcpProxy } from '#tests/support/tcp-proxy.ts'
import { addNote, createNotes, insertNote, noteIds, withNotes } from './notes.ts'

const migrations = [createNotes]

describe('the Postgres store', () => {
  const { openTestStore, createTestDatabase } = useTestDatabases('postgres')

  it('answers store_unavailable when a connection breaks in a unit, keeps nothing of it, and works on', async () => {
    const store = await openTestStore({ migrations })
    const broken = store.write(async trx => {
      await insertNote(trx, 'lost')
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx)
    })
    await expect(broken).rejects.toMatchObject({ code: 'store_unavailable' })
    await addNote(store, 'kept')
    expect(await noteIds(store)).toEqual(['kept'])
  })

  it('answers store_unavailable while the server is away, and works when it is back', async () => {
    const database = await createTestDatabase({ empty: true })
    const url = new URL(database.databaseUrl ?? '')
    const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) })
    onTestFinished(() => proxy.close())
    url.host = `127.0.0.1:${proxy.port}`
    const place = { dataDirectory: '', databaseUrl: url.href }
    const store = await openTestStore({ ...place, migrations, connectWithinMs: 1_500 })
    await Promise.all([addNote(store, 'a'), addNote(store, 'b')])

    proxy.goDown()
    const outcomes = await Promise.allSettled([addNote(store, 'c'), noteIds(store), store.probe()])
    expect(outcomes.map(outcome => outcome.status === 'rejected' && outcome.reason.code)).toEqual(
      Array.from({ length: 3 }, () => 'store_unavailable'),
    )

    proxy.comeUp()
    await store.probe()
    expect(await noteIds(store)).toEqual(['a', 'b'])
    await store.close()
  })

  it('commits synchronously though the database is set not to', async () => {
    const database = await createTestDatabase({ empty: true })
    const name = new URL(database.databaseUrl ?? '').pathname.slice(1)
    const first = await openTestStore({ ...database, migrations })
    await sql`alter database ${sql.id(name)} set synchronous_commit = off`.execute(first.db)
    await first.close()
    const store = await openTestStore({ ...database, migrations })
    const { rows } = await store.write(trx => sql`show synchronous_commit`.execute(trx))
    expect(rows).toEqual([{ synchronous_commit: 'on' }])
  })

  it('answers store_busy to one of two units that wait for each other, and keeps the other', async () => {
    const store = await openTestStore({ migrations })
    await Promise.all([addNote(store, 'a'), addNote(store, 'b')])
    const holding = { a: Promise.withResolvers<void>(), b: Promise.withResolvers<void>() }
    const cross = (first: 'a' | 'b', second: 'a' | 'b') =>
      store.write(async trx => {
        await touch(trx, first)
        holding[first].resolve()
        await holding[second].promise
        await touch(trx, second)
      })
    const outcomes = await Promise.allSettled([cross('a', 'b'), cross('b', 'a')])
    const codes = outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'kept'))
    expect(codes.toSorted()).toEqual(['kept', 'store_busy'])
  })

  it('refuses to commit a unit that went on after a statement had failed', async () => {
    const store = await openTestStore({ migrations })
    await addNote(store, 'a')
    const unit = store.write(async trx => {
      await insertNote(trx, 'b')
      await insertNote(trx, 'a').catch(() => {})
    })
    await expect(unit).rejects.toThrow()
    expect(await noteIds(store)).toEqual(['a'])
  })
})

async function touch(trx: Kysely<Database>, id: string): Promise<void> {
  await withNotes(trx)
    .updateTable('notes')
    .set(({ eb }) => ({ size: eb('size', '+', 1) }))
    .where('id', '=', id)
    .execute()
}
