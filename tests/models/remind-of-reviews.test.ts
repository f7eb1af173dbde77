import { expect, it } from 'vitest'
import { addMember } from '#server/auth/members.ts'
import { recordReview, saveModelSettings } from '#server/models/model-settings.ts'
import { startReviewReminders } from '#server/models/remind-of-reviews.ts'
import { openSmtpSink } from '#tests/delivery/smtp-sink.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY_MS = 86_400_000
const NEVER_MS = 2 ** 31 - 1

describeOnBoth('a review that is due', openTestStore => {
  it('is told the owners by mail, once each time it is due', async () => {
    const { app, sink, remind } = await set(await openTestStore())
    expect([await remind(), sink.letters.length]).toEqual([0, 0])
    app.clock.pass(31 * DAY_MS)
    expect(await remind()).toBe(1)
    expect(await remind()).toBe(0)
    expect(sink.letters.map(({ recipients, mail }) => [recipients, mail.subject])).toEqual([
      [['mara@tallybarn.example'], 'Time to look through the score model of pricing'],
    ])
    expect(sink.letters[0]?.mail.text).toContain('/studio/scoring/models?flow=pricing')

    await recordReview(app.deps, { workspaceId: app.workspaceId, flowId: app.flowId, by: 'Mara Lind' })
    expect(await remind()).toBe(0)
    app.clock.pass(31 * DAY_MS)
    expect(await remind()).toBe(1)
  })

  it('is told by one of two servers', async () => {
    const { app, sink } = await set(await openTestStore())
    app.clock.pass(31 * DAY_MS)
    const both = [1, 2].map(() => startReviewReminders(app.deps, { poll: NEVER_MS }))
    const told = await Promise.all(both.map(one => one.runOnce()))
    expect([told.toSorted(), sink.letters.length]).toEqual([[0, 1], 1])
  })

  it('is told again where the mail server did not take it', async () => {
    const { app, sink, remind } = await set(await openTestStore())
    app.clock.pass(31 * DAY_MS)
    sink.refuseWith(451)
    expect(await remind()).toBe(0)
    sink.refuseWith(0)
    expect(await remind()).toBe(1)
  })

  it('is told again where a try failed on the way', async () => {
    const { app, sink, remind } = await set(await openTestStore())
    app.clock.pass(31 * DAY_MS)
    const broken = { ...app.deps, newId: () => expect.fail('no id') }
    expect(await startReviewReminders(broken, { poll: NEVER_MS }).runOnce()).toBe(0)
    expect(sink.letters).toEqual([])
    expect(await remind()).toBe(1)
  })

  it('is told whatever is wrong with other flows', async () => {
    const { app, remind } = await set(await openTestStore())
    const { db } = app.deps.store
    const row = await db.selectFrom('flows').selectAll().where('id', '=', app.flowId).executeTakeFirstOrThrow()
    const broken = ['aaa', 'zzz'].map(id => ({ ...row, id, draft_flow_json: '{' }))
    await db.insertInto('flows').values(broken).execute()
    app.clock.pass(31 * DAY_MS)
    expect(await remind()).toBe(1)
  })

  it('is told nobody where the workspace wants none', async () => {
    const { app, sink, remind } = await set(await openTestStore())
    await saveModelSettings(app.deps, app.workspaceId, { signOff: false, reviewDays: 0 })
    app.clock.pass(400 * DAY_MS)
    expect([await remind(), sink.letters.length]).toEqual([0, 0])
  })
})

async function set(store: Parameters<typeof createTestApp>[0]) {
  const sink = await openSmtpSink()
  const app: TestApp = await createTestApp(store, { config: { smtpUrl: sink.url } })
  const password = 'correct horse battery'
  for (const [name, email, role] of [
    ['Mara Lind', 'mara@tallybarn.example', 'owner'],
    ['Nora Blake', 'nora@tallybarn.example', 'sales'],
  ] as const) {
    await addMember(app.deps, { workspaceId: app.workspaceId, name, email, role, password })
  }
  const reminders = startReviewReminders(app.deps, { poll: NEVER_MS })
  return { app, sink, remind: () => reminders.runOnce() }
}
