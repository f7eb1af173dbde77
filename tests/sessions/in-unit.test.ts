import { describe, expect, it } from 'vitest'
import { lockLead } from '#server/leads/lead-rows.ts'
import { inUnit } from '#server/sessions/in-unit.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { useTestDatabases } from '#tests/support/databases.ts'

// SQLite runs one unit at a time.
describe('units that settle a visit (postgres)', () => {
  const { openTestStore } = useTestDatabases('postgres')

  it('are run again when they waited for each other', async () => {
    const test = await createTestApp(await openTestStore())
    const [ida, ole] = [await come(test, 'ida@nordvik.example'), await come(test, 'ole@fjord.example')]
    const both = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const unit = async (which: number, ids: readonly string[]) =>
      await inUnit(test.deps, { workspaceId: test.workspaceId, at: 0 }, async trx => {
        for (const id of ids) {
          await lockLead(trx, { workspaceId: test.workspaceId, id })
          both[which]?.resolve()
          await Promise.all(both.map(({ promise }) => promise))
        }
        return { settled: { accepted: [] }, ids }
      })
    const done = await Promise.all([unit(0, [ida, ole]), unit(1, [ole, ida])])
    expect(done.map(({ ids }) => ids)).toEqual([
      [ida, ole],
      [ole, ida],
    ])
  })
})

async function come(test: TestApp, email: string): Promise<string> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
  const { id } = await test.deps.store.db
    .selectFrom('leads')
    .select('id')
    .where('email', '=', email)
    .executeTakeFirstOrThrow()
  return id
}
