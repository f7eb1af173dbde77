import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { listLeads } from '#server/http/studio/leads/lead-list.ts'
import { createTestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

/** On a thread from the first byte on. */
const LARGE = { reportsFromBytes: 0 }

describeOnBoth('reads over many rows', openTestStore => {
  it('give what any read gives, of what is committed by then', async () => {
    const store = await openTestStore(LARGE)
    const test = await createTestApp(store)
    const list = (db: typeof store.db) =>
      listLeads(db, { workspaceId: test.workspaceId, filter: {}, sort: 'score', limit: 10 })
    expect((await list(store.reports)).leads).toEqual([])

    await startSession(test, { events: answered(HOT_ANSWERS) })

    const listed = await list(store.reports)
    expect(listed.leads).toHaveLength(1)
    expect(listed).toEqual(await list(store.db))
  })

  it('are refused inside a unit, which would wait for itself', async () => {
    const store = await openTestStore(LARGE)
    await expect(store.write(() => store.reports.selectFrom('leads').select('id').execute())).rejects.toMatchObject({
      name: 'StoreMisusedError',
    })
  })

  it('fail alone', async () => {
    const store = await openTestStore(LARGE)
    await expect(sql`select * from nowhere`.execute(store.reports)).rejects.toThrow(/nowhere/)
    expect(await store.reports.selectFrom('leads').select('id').execute()).toEqual([])
  })
})

describeOnBoth('reads over many rows of a store that closes', openTestStore => {
  it('are refused', async () => {
    const store = await openTestStore(LARGE)
    await store.reports.selectFrom('leads').select('id').execute()
    await store.close()
    await expect(store.reports.selectFrom('leads').select('id').execute()).rejects.toThrow()
  })
})
