import { expect, test } from 'vitest'
import { recordActivity } from '#server/activity/record-activity.ts'
import { cancelWaiting, findAutomation, updateAutomation } from '#server/nurture/automations.ts'
import { openSmtpSink } from '#tests/delivery/smtp-sink.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addAutomation, addTemplate, createNurtureApp, type NurtureApp, runs, steps } from './setup.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const CLICKED = { kind: 'act', act: { event: 'email_clicked' } } as const
const CROSSES_50 = { kind: 'score', measure: 'score', direction: 'up', at: 50 } as const
const WAIT_2_DAYS = { kind: 'wait', for: 2, unit: 'days' } as const

async function hotLead(app: NurtureApp): Promise<string> {
  await startSession(app, { events: answered(HOT_ANSWERS) })
  const { id } = await app.deps.store.db
    .selectFrom('leads')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

/** Another system tells what the lead did. */
async function tellAct(
  app: NurtureApp,
  lead: string,
  act: { id: string; at?: number; type?: string; source?: string },
) {
  const { id, at = app.deps.now(), type = 'email_clicked', source = 'mailer' } = act
  const event = { id, type, lead, at: new Date(at).toISOString(), properties: { subject: 'News' } }
  const [result] = await recordActivity(app.deps, {
    workspaceId: app.workspaceId,
    source,
    actor: 'test',
    events: [event],
  })
  expect(result).toMatchObject({ status: 'accepted' })
}

async function turn(app: NurtureApp, id: string, enabled: boolean) {
  const { name, spec } = await findAutomation(app.deps.store.db, app.workspaceId, id)
  await updateAutomation(app.deps, app.workspaceId, { id, name, spec, enabled })
}

/** Nothing can be asked of its facts, until it is mended again. */
async function breakLead({ deps }: NurtureApp, lead: string): Promise<() => Promise<void>> {
  const { db } = deps.store
  const { facts_json } = await db
    .selectFrom('leads')
    .select('facts_json')
    .where('id', '=', lead)
    .executeTakeFirstOrThrow()
  const write = async (text: string) => {
    await db.updateTable('leads').set({ facts_json: text }).where('id', '=', lead).execute()
  }
  await write('{')
  return () => write(facts_json)
}

const notify = (note = '') => ({ kind: 'notify', owner: false, to: ['team@tallybarn.example'], note }) as const

describeOnBoth('an automation that waits for an act', openTestStore => {
  test('fires for one that happens from now on, whatever it is worth, and says what it was', async () => {
    const app = await createNurtureApp(await openTestStore())
    const lead = await hotLead(app)
    await tellAct(app, lead, { id: 'before' })
    app.clock.pass(1000)
    await addAutomation(app, CLICKED, [{ kind: 'fact', fact: 'tag.clicked', value: true }])
    await tellAct(app, lead, { id: 'other', type: 'email_opened' })
    await app.worker.runOnce()
    expect(await runs(app)).toEqual([])

    app.clock.pass(1000)
    await tellAct(app, lead, { id: 'now' })
    await app.worker.runOnce()

    const [run, ...more] = await runs(app)
    expect(more).toEqual([])
    expect(run).toMatchObject({ fired: 1 })
    expect(JSON.parse(run?.seen_json ?? '')).toMatchObject({ kind: 'act', type: 'email_clicked' })
  })

  test('looks at each act once, and not at what a file brought in or came too late', async () => {
    const app = await createNurtureApp(await openTestStore())
    await addAutomation(app, CLICKED, [{ kind: 'fact', fact: 'tag.clicked', value: true }], {
      and: { fact: 'tag.vip', is: true },
    })
    const lead = await hotLead(app)
    app.clock.pass(DAY)
    await tellAct(app, lead, { id: 'one' })
    await app.worker.runOnce()
    await tellAct(app, lead, { id: 'elsewhere', type: 'email_opened' })
    await app.worker.runOnce()
    expect(await runs(app)).toMatchObject([{ fired: 0, reason: 'and_not_met' }])

    await tellAct(app, lead, { id: 'history', source: 'import' })
    app.clock.pass(5 * DAY)
    await tellAct(app, lead, { id: 'late', at: app.deps.now() - 3 * DAY })
    await app.worker.runOnce()
    expect(await runs(app)).toHaveLength(1)
  })

  test('fires again for another act once the days have passed', async () => {
    const app = await createNurtureApp(await openTestStore())
    await addAutomation(app, CLICKED, [{ kind: 'fact', fact: 'tag.clicked', value: true }], { againAfterDays: 7 })
    const lead = await hotLead(app)
    for (const id of ['a', 'b', 'c']) {
      app.clock.pass(4 * DAY)
      await tellAct(app, lead, { id })
      await app.worker.runOnce()
    }

    expect((await runs(app)).map(({ fired }) => fired)).toEqual([1, 1])
  })
})

describeOnBoth('a wait between actions', openTestStore => {
  test('holds up what comes after it, and lets it go on when the time is over', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [notify('first'), WAIT_2_DAYS, notify('second')])
    await hotLead(app)
    await app.worker.runOnce()
    app.clock.pass(47 * HOUR)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)
    expect((await steps(app)).map(({ status, reason }) => [status, reason])).toEqual([
      ['done', null],
      ['pending', 'waiting'],
      ['pending', null],
    ])

    app.clock.pass(2 * HOUR)
    await app.worker.runOnce()

    expect(sink.letters).toHaveLength(2)
    expect((await steps(app)).map(({ status }) => status)).toEqual(['done', 'done', 'done'])
  })

  test('begins when the mail before it has gone, and the next mail keeps to the hours where they are', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const template = await addTemplate(app, { purpose: 'answer' })
    // Monday, ten in the evening in Berlin: quiet until nine on Tuesday.
    app.clock.pass(12 * HOUR)
    await addAutomation(app, CROSSES_50, [
      { kind: 'mail', template },
      { kind: 'wait', for: 10, unit: 'hours' },
      { kind: 'mail', template },
    ])
    await hotLead(app)
    await app.worker.runOnce()
    expect(sink.letters).toEqual([])

    app.clock.pass(11 * HOUR + 60_000)
    await app.worker.runOnce()
    app.clock.pass(60_000)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)
    expect((await steps(app))[1]).toMatchObject({ status: 'pending', reason: 'waiting' })
    // Seven in the evening: the wait is over, the hours are not.
    app.clock.pass(10 * HOUR)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)
    expect((await steps(app))[2]).toMatchObject({ status: 'pending', reason: 'quiet_hours' })

    app.clock.pass(14 * HOUR)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(2)
  })

  test('ends it all for who is no longer where they were found', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [WAIT_2_DAYS, notify(), notify()])
    const lead = await hotLead(app)
    await app.worker.runOnce()
    await app.deps.store.db.updateTable('leads').set({ score: 20 }).where('id', '=', lead).execute()

    app.clock.pass(2 * DAY)
    await app.worker.runOnce()

    expect(sink.letters).toEqual([])
    expect((await steps(app)).map(({ status, reason }) => [status, reason])).toEqual([
      ['cancelled', 'left_condition'],
      ['cancelled', 'left_condition'],
      ['cancelled', 'left_condition'],
    ])
  })

  test('is not begun again by a try that fails when it is over', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [WAIT_2_DAYS, notify()])
    const lead = await hotLead(app)
    await app.worker.runOnce()
    const mend = await breakLead(app, lead)
    app.clock.pass(2 * DAY)
    await app.worker.runOnce()
    expect((await steps(app)).map(({ status, reason }) => [status, reason])).toEqual([
      ['pending', 'unexpected'],
      ['pending', null],
    ])

    await mend()
    app.clock.pass(60_000)
    await app.worker.runOnce()

    expect((await steps(app)).map(({ status }) => status)).toEqual(['done', 'done'])
    expect(sink.letters).toHaveLength(1)
  })

  test('that is given up ends what comes after it', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [WAIT_2_DAYS, notify()])
    const lead = await hotLead(app)
    await app.worker.runOnce()
    const mend = await breakLead(app, lead)
    for (let days = 0; days < 14; days += 1) {
      app.clock.pass(2 * DAY)
      await app.worker.runOnce()
    }
    await mend()
    await app.worker.runOnce()

    expect(sink.letters).toEqual([])
    expect((await steps(app)).map(({ status, reason }) => [status, reason])).toEqual([
      ['dead', 'unexpected'],
      ['cancelled', 'wait_failed'],
    ])
  })

  test('goes on after the automation was off and on again: nothing is lost, and nothing is done while it is off', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const id = await addAutomation(app, CROSSES_50, [WAIT_2_DAYS, notify()])
    await hotLead(app)
    await app.worker.runOnce()
    await turn(app, id, false)
    app.clock.pass(3 * DAY)
    await app.worker.runOnce()
    expect(sink.letters).toEqual([])
    expect((await steps(app)).map(({ status }) => status)).toEqual(['pending', 'pending'])

    await turn(app, id, true)
    await app.worker.runOnce()

    expect(sink.letters).toHaveLength(1)
  })

  test('is over for good once somebody cancels what waits', async () => {
    const app = await createNurtureApp(await openTestStore())
    const id = await addAutomation(app, CROSSES_50, [WAIT_2_DAYS, { kind: 'fact', fact: 'tag.x', value: true }])
    await hotLead(app)
    await app.worker.runOnce()
    await turn(app, id, false)

    await cancelWaiting(app.deps, app.workspaceId, id)
    await turn(app, id, true)
    app.clock.pass(3 * DAY)
    await app.worker.runOnce()

    expect((await steps(app)).map(({ status, reason }) => [status, reason])).toEqual([
      ['cancelled', 'cancelled'],
      ['cancelled', 'cancelled'],
    ])
  })

  test('that is cancelled while a mail is on its way says that the mail has gone, and counts it', async () => {
    let cancel = async () => {}
    const sink = await openSmtpSink({ meanwhile: () => cancel() })
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const template = await addTemplate(app, { purpose: 'answer' })
    const id = await addAutomation(app, CROSSES_50, [{ kind: 'mail', template }, WAIT_2_DAYS, notify()])
    cancel = () => cancelWaiting(app.deps, app.workspaceId, id)
    await hotLead(app)
    await app.worker.runOnce()

    expect(sink.letters).toHaveLength(1)
    expect((await steps(app)).map(({ status, reason, attempts }) => [status, reason, attempts])).toEqual([
      ['done', null, 1],
      ['cancelled', 'cancelled', 0],
      ['cancelled', 'cancelled', 0],
    ])
  })
})
