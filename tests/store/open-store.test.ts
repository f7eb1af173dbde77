import { expect, it } from 'vitest'
import { openStore } from '#server/store/open-store.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addNote, createNotes, insertNote, noteIds, withNotes } from './notes.ts'

const migrations = [createNotes]

describeOnBoth('the store', (openTestStore, { createTestDatabase }) => {
  it('keeps what a unit wrote, also after it is opened again', async () => {
    const database = await createTestDatabase({ empty: true })
    const first = await openTestStore({ ...database, migrations })
    await addNote(first, 'a')
    await first.close()

    const second = await openTestStore({ ...database, migrations })
    expect(await noteIds(second)).toEqual(['a'])
  })

  it('gives back what the unit returned', async () => {
    const store = await openTestStore({ migrations })
    expect(await store.write(async () => 42)).toBe(42)
  })

  it('lets a failing unit fail alone, with its own error and without a trace', async () => {
    const store = await openTestStore({ migrations })
    const ids = Array.from({ length: 100 }, (_, index) => String(index).padStart(3, '0'))
    const isBad = (id: string) => Number(id) % 7 === 3

    const outcomes = await Promise.allSettled(
      ids.map(id =>
        store.write(async trx => {
          await insertNote(trx, id)
          if (isBad(id)) throw new RangeError(`no ${id}`)
          return id
        }),
      ),
    )

    const rejected = outcomes.flatMap(outcome => (outcome.status === 'rejected' ? [String(outcome.reason)] : []))
    expect(rejected).toEqual(ids.filter(isBad).map(id => `RangeError: no ${id}`))
    expect(await noteIds(store)).toEqual(ids.filter(id => !isBad(id)))
  })

  it('lets a unit that breaks a constraint fail alone', async () => {
    const store = await openTestStore({ migrations })
    await addNote(store, 'a')
    const outcomes = await Promise.allSettled([addNote(store, 'b'), addNote(store, 'a'), addNote(store, 'c')])
    expect(outcomes.map(outcome => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await noteIds(store)).toEqual(['a', 'b', 'c'])
  })

  it('shows plain reads nothing that is not committed', async () => {
    const store = await openTestStore({ migrations })
    let sawHalf = false
    const writes = Array.from({ length: 40 }, (_, index) =>
      store.write(async trx => {
        await insertNote(trx, `${index}-left`)
        await insertNote(trx, `${index}-right`)
        if (index % 4 === 0) throw new Error('undone')
      }),
    )
    const reads = Array.from({ length: 40 }, async () => {
      const ids = await noteIds(store)
      if (ids.length % 2 === 1 || ids.some(id => Number.parseInt(id, 10) % 4 === 0)) sawHalf = true
    })
    await Promise.allSettled(writes)
    await Promise.all(reads)
    expect(sawHalf).toBe(false)
    expect(await noteIds(store)).toHaveLength(60)
  })

  it('keeps a plain write made while a unit runs, though the unit fails', async () => {
    const store = await openTestStore({ migrations })
    let plain: Promise<void> | undefined
    const started = Promise.withResolvers<void>()
    const outside = started.promise.then(() => {
      plain = insertNote(store.db, 'plain')
    })
    const unit = store.write(async trx => {
      await insertNote(trx, 'unit')
      started.resolve()
      await outside
      throw new Error('undone')
    })
    await expect(unit).rejects.toThrow('undone')
    await plain
    expect(await noteIds(store)).toEqual(['plain'])
  })

  it('runs a transaction of store.db apart from units', async () => {
    const store = await openTestStore({ migrations })
    const failing = store.db.transaction().execute(async trx => {
      await insertNote(trx, 'gone')
      throw new Error('undone')
    })
    const unit = addNote(store, 'kept')
    await expect(failing).rejects.toThrow('undone')
    await unit
    expect(await noteIds(store)).toEqual(['kept'])
  })

  it('refuses more writes than its queue holds with store_busy, and works on', async () => {
    const store = await openTestStore({ migrations, queueLimit: 3 })
    const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(id => addNote(store, id)))
    const codes = outcomes.map(outcome => (outcome.status === 'rejected' ? outcome.reason.code : 'kept'))
    expect(codes).toEqual(['kept', 'kept', 'kept', 'store_busy', 'store_busy'])
    await addNote(store, 'f')
    expect(await noteIds(store)).toEqual(['a', 'b', 'c', 'f'])
  })

  it('refuses a write inside a unit, and store.db inside a unit, instead of waiting for ever', async () => {
    const store = await openTestStore({ migrations })
    const nestedWrite = store.write(() => store.write(async () => {}))
    await expect(nestedWrite).rejects.toMatchObject({ code: 'store_misused' })
    const plainRead = store.write(() => noteIds(store))
    await expect(plainRead).rejects.toMatchObject({ code: 'store_misused' })
    await addNote(store, 'a')
    expect(await noteIds(store)).toEqual(['a'])
  })

  it('refuses the trx of a unit that has ended', async () => {
    const store = await openTestStore({ migrations })
    const trx = await store.write(async trx => ({ late: () => insertNote(trx, 'late') }))
    await expect(trx.late()).rejects.toThrow()
    expect(await noteIds(store)).toEqual([])
  })

  it('gives whole numbers, counts and sums as numbers', async () => {
    const store = await openTestStore({ migrations })
    const size = 1_790_000_000_000
    await store.write(trx =>
      withNotes(trx)
        .insertInto('notes')
        .values([
          { id: 'a', size },
          { id: 'b', size: 5 },
        ])
        .execute(),
    )
    const row = await withNotes(store.db)
      .selectFrom('notes')
      .select(({ fn }) => [fn.max('size').as('largest'), fn.countAll().as('count'), fn.sum('size').as('sum')])
      .executeTakeFirst()
    expect({ ...row }).toEqual({ largest: size, count: 2, sum: size + 5 })
  })

  it('answers the write probe, and refuses all work once closed', async () => {
    const store = await openTestStore({ migrations })
    await store.probe()
    await store.close()
    await expect(store.probe()).rejects.toMatchObject({ code: 'store_unavailable' })
    await expect(addNote(store, 'a')).rejects.toMatchObject({ code: 'store_unavailable' })
  })

  it('finishes what was under way before it closes', async () => {
    const database = await createTestDatabase({ empty: true })
    const store = await openTestStore({ ...database, migrations })
    const writes = Array.from({ length: 150 }, (_, index) => addNote(store, String(index)))
    await store.close()
    await Promise.all(writes)
    expect(await noteIds(await openTestStore({ ...database, migrations }))).toHaveLength(150)
  })
})

it('a database that cannot be reached is store_unavailable', async () => {
  const opening = openStore({ databaseUrl: 'postgres://nobody:x@127.0.0.1:1/none', dataDirectory: '' })
  await expect(opening).rejects.toMatchObject({ code: 'store_unavailable' })
})
