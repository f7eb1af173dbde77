import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { noteAccount } from '#server/accounts/note-account.ts'
import { lockLead } from '#server/leads/lead-rows.ts'
import { scoreTogether } from '#server/leads/score-together.ts'
import { createTestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { useTestDatabases } from '#tests/support/databases.ts'

// SQLite runs one unit at a time.
describe('colleagues scored in one unit (postgres)', () => {
  const { openTestStore } = useTestDatabases('postgres')

  it('do not keep their company from a visit that holds one of them', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, clock } = test
    const { db } = deps.store
    for (const email of ['ida@nordvik.example', 'ole@nordvik.example'])
      await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
    const leads = await db.selectFrom('leads').select('id').orderBy('id').execute()
    const leadIds = leads.map(({ id }) => id)
    const [locked, others] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const visit = deps.store.write(async trx => {
      await lockLead(trx, { workspaceId, id: leadIds.at(-1) ?? '' })
      locked.resolve()
      await others.promise
      await sql`set local lock_timeout = 500`.execute(trx)
      await noteAccount(trx, { workspaceId, domain: 'nordvik.example', at: clock.now() })
    })
    await locked.promise
    const scoring = scoreTogether(deps, { workspaceId, leadIds, stopping: () => false })
    await expect.poll(() => waiting(db), { timeout: 10_000 }).toBe(1)
    others.resolve()
    await visit
    expect(await scoring).toMatchObject({ done: true })
  })
})

/** Others who wait for a lock here. */
async function waiting(db: Parameters<typeof noteAccount>[0]): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db)
  return Number(rows[0]?.count)
}
