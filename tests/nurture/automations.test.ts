import { expect, test } from 'vitest'
import type { Condition } from '#flows/condition.ts'
import { forgetAccountRules } from '#server/accounts/account-rules.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { rescoreLead } from '#server/leads/rescore-lead.ts'
import { noteChange } from '#server/nurture/note-change.ts'
import { saveNurtureSettings } from '#server/nurture/nurture-settings.ts'
import { countMembers } from '#server/nurture/segment-members.ts'
import { createSegment } from '#server/nurture/segments.ts'
import { startNurture } from '#server/nurture/worker.ts'
import { bant } from '#server/scoring/presets/bant.ts'
import { openSmtpSink } from '#tests/delivery/smtp-sink.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addAutomation, addTemplate, createNurtureApp, type NurtureApp, runs, steps } from './setup.ts'

const CROSSES_50 = { kind: 'score', measure: 'score', direction: 'up', at: 50 } as const
const DAY = 86_400_000

/** A hot lead of 67 points; gives its id. */
async function hotLead(app: NurtureApp): Promise<string> {
  await startSession(app, { events: answered(HOT_ANSWERS) })
  const { id } = await app.deps.store.db
    .selectFrom('leads')
    .select('id')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  return id
}

/** What a person or system says of the lead. */
async function tell(app: NurtureApp, leadId: string, facts: Record<string, string | number | boolean | null>) {
  const { workspaceId, deps } = app
  const at = deps.now()
  await deps.store.write(async trx => {
    await saveLeadFacts(trx, { workspaceId, leadId, source: 'sales', actor: 'test', at, facts })
    await rescoreLead(trx, deps, { workspaceId, leadId, at })
  })
}

describeOnBoth('automations', openTestStore => {
  test('a workspace without automations queues nothing', async () => {
    const app = await createNurtureApp(await openTestStore())

    await hotLead(app)

    expect(await app.deps.store.db.selectFrom('lead_changes').selectAll().execute()).toEqual([])
  })

  test('a new lead past the threshold gets the mail it agreed to, once, with a way to unsubscribe', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [{ kind: 'mail', template: await addTemplate(app) }])
    const lead = await hotLead(app)
    await tell(app, lead, { 'consent.marketing': true })

    await app.worker.runOnce()
    await app.worker.runOnce()

    expect(sink.letters).toHaveLength(1)
    const [letter] = sink.letters
    expect(letter?.recipients).toEqual(['ida@nordvik-cold.example'])
    expect(letter?.mail.subject).toBe('A case study for your company')
    expect(letter?.mail.text).toContain('Hi Ida,')
    const lines = letter?.mail.headerLines.map(({ line }) => line)
    expect(lines).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(await steps(app)).toMatchObject([{ kind: 'mail', status: 'done', reason: null }])
    expect(await runs(app)).toMatchObject([{ fired: 1, depth: 0 }])
  })

  test('who agreed to contact only gets no marketing, and the log says so', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [{ kind: 'mail', template: await addTemplate(app) }])
    await hotLead(app)

    await app.worker.runOnce()

    expect(sink.letters).toEqual([])
    expect(await steps(app)).toMatchObject([{ status: 'skipped', reason: 'no_marketing_consent' }])
  })

  test('a direct answer needs the consent for contact only, and comes while it is one', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const template = await addTemplate(app, { purpose: 'answer' })
    await addAutomation(app, CROSSES_50, [{ kind: 'mail', template }])
    await addAutomation(app, { kind: 'stage', move: 'enters', stage: 'hold' }, [{ kind: 'mail', template }])
    const lead = await hotLead(app)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)

    app.clock.pass(15 * DAY)
    await addAutomation(app, { kind: 'temperature', to: 'hot', direction: 'up' }, [
      { kind: 'stage', to: 'hold', reason: '' },
    ])
    await app.deps.store.db.updateTable('leads').set({ temperature: 'warm' }).where('id', '=', lead).execute()
    await tell(app, lead, {})
    await app.worker.runOnce()

    expect(sink.letters).toHaveLength(1)
    expect((await steps(app)).at(-1)).toMatchObject({ kind: 'mail', status: 'skipped', reason: 'answer_too_late' })
  })

  test('one click in a mail program unsubscribes for good; a look at the page does not', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const template = await addTemplate(app)
    await addAutomation(app, CROSSES_50, [{ kind: 'mail', template }])
    await addAutomation(app, { kind: 'stage', move: 'enters', stage: 'hold' }, [{ kind: 'mail', template }])
    const lead = await hotLead(app)
    await tell(app, lead, { 'consent.marketing': true })
    await app.worker.runOnce()
    const list = sink.letters[0]?.mail.headers.get('list') as { unsubscribe?: { url: string } } | undefined
    const path = new URL(list?.unsubscribe?.url ?? '').pathname

    expect((await app.app.request(path)).status).toBe(200)
    expect((await app.app.request(`${path}x`)).status).toBe(404)
    expect(await app.deps.store.db.selectFrom('mail_suppressions').selectAll().execute()).toEqual([])
    const clicked = await app.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'List-Unsubscribe=One-Click',
    })
    expect(clicked.status).toBe(204)
    expect(await (await app.app.request(path)).text()).toContain('You are unsubscribed')

    app.clock.pass(DAY)
    await app.deps.store.db.updateTable('leads').set({ stage: 'hold' }).where('id', '=', lead).execute()
    const { workspaceId } = app
    await app.deps.store.write(async trx => {
      const after = await trx
        .selectFrom('leads')
        .selectAll()
        .where('workspace_id', '=', workspaceId)
        .executeTakeFirstOrThrow()
      await noteChange(trx, app.deps, { before: { ...after, stage: 'mql' }, after, at: app.deps.now() })
    })
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)
    expect((await steps(app)).at(-1)).toMatchObject({ status: 'skipped', reason: 'unsubscribed' })
    const score = await app.deps.store.db.selectFrom('activity_events').select(['type', 'lead_id']).execute()
    expect(score).toEqual([{ type: 'email_unsubscribed', lead_id: lead }])
  })

  test('a mail waits for the morning where the lead is, and for the next day once there was one today', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const template = await addTemplate(app)
    await addAutomation(app, CROSSES_50, [
      { kind: 'mail', template },
      { kind: 'mail', template },
    ])
    // Monday, 22:00 in Berlin.
    app.clock.pass(12 * 3_600_000)
    const lead = await hotLead(app)
    await tell(app, lead, { 'consent.marketing': true })

    await app.worker.runOnce()
    const tuesday = Date.UTC(2026, 10, 24, 8)
    expect(await steps(app)).toMatchObject([
      { status: 'pending', reason: 'quiet_hours', next_at: tuesday },
      { status: 'pending', reason: 'quiet_hours', next_at: tuesday },
    ])

    app.clock.pass(tuesday - app.clock.now())
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)
    expect(await steps(app)).toMatchObject([
      { status: 'done' },
      { status: 'pending', reason: 'daily_cap', next_at: tuesday + DAY },
    ])

    app.clock.pass(DAY)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(2)
  })

  test('a mail server that is away is tried again with the same Message-ID; a mailbox that is none is not', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [{ kind: 'notify', owner: true, to: ['team@tallybarn.example'], note: '' }])
    sink.refuseWith(451)
    await hotLead(app)
    await app.worker.runOnce()
    expect(await steps(app)).toMatchObject([{ status: 'pending', reason: 'mail_refused', attempts: 1 }])

    sink.refuseWith(0)
    app.clock.pass(60_000)
    await app.worker.runOnce()
    expect(sink.letters.map(({ mail }) => mail.subject)).toEqual(['Test: Ida Falk'])
    const run = await app.deps.store.db.selectFrom('automation_runs').select('id').executeTakeFirstOrThrow()
    expect(sink.letters[0]?.mail.messageId).toBe(`<${run.id}-0@parley.example>`)

    sink.refuseWith(550)
    await startSession(app, { events: answered({ ...HOT_ANSWERS, q_email: 'eva@fjordwerk.example' }) })
    await app.worker.runOnce()
    expect((await steps(app)).at(-1)).toMatchObject({ status: 'dead', attempts: 1 })
  })

  test('a process that dies between sending and marking sends again under the same id', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    await addAutomation(app, CROSSES_50, [{ kind: 'notify', owner: false, to: ['team@tallybarn.example'], note: '' }])
    await hotLead(app)
    await app.worker.runOnce()
    // What is left of a step whose mail went out and whose process died then: leased, not marked.
    const leased = { status: 'pending' as const, done_at: null, leased_until: app.deps.now() + 60_000 }
    await app.deps.store.db.updateTable('automation_steps').set(leased).execute()

    const other = startNurture(app.deps, { poll: 2 ** 30 })
    await other.runOnce()
    expect(sink.letters).toHaveLength(1)
    app.clock.pass(60_000)
    await other.runOnce()
    await other.stop()

    expect(new Set(sink.letters.map(({ mail }) => mail.messageId)).size).toBe(1)
    expect(sink.letters).toHaveLength(2)
    expect(await steps(app)).toMatchObject([{ status: 'done' }])
  })

  test('crossing again is written down as fired already; after the days it was told, it fires again', async () => {
    const app = await createNurtureApp(await openTestStore())
    const tag = [{ kind: 'fact', fact: 'tag.seen', value: true }] as const
    await addAutomation(app, { kind: 'stage', move: 'enters', stage: 'hold' }, tag, { name: 'Once' })
    await addAutomation(app, { kind: 'stage', move: 'enters', stage: 'hold' }, tag, {
      name: 'Weekly',
      againAfterDays: 7,
    })
    const lead = await hotLead(app)
    const hold = async () => {
      await app.deps.store.write(async trx => {
        const row = await trx.selectFrom('leads').selectAll().where('id', '=', lead).executeTakeFirstOrThrow()
        const after = { ...row, stage: 'hold' as const }
        await noteChange(trx, app.deps, { before: row, after, at: app.deps.now() })
      })
      await app.worker.runOnce()
    }

    await hold()
    await hold()
    app.clock.pass(8 * DAY)
    await hold()

    expect((await runs(app)).map(({ fired, reason }) => (fired ? 'fired' : reason))).toEqual([
      'fired',
      'fired',
      'already_fired',
      'already_fired',
      'already_fired',
      'fired',
    ])
  })

  test('automations that set each other off come to an end', async () => {
    const app = await createNurtureApp(await openTestStore())
    const chain = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    for (const [index, name] of chain.entries()) {
      const condition = { fact: `tag.${name}`, known: true } as const
      const segment = await createSegment(app.deps, app.workspaceId, { name, condition })
      const next = { kind: 'fact', fact: `tag.${chain[index + 1] ?? 'a'}`, value: true } as const
      await addAutomation(app, { kind: 'segment', move: 'enters', segment: segment.id }, [next], { name })
    }
    const lead = await hotLead(app)
    await tell(app, lead, { 'tag.a': true })

    await app.worker.runOnce()

    const seen = await runs(app)
    expect(seen.filter(({ fired }) => fired === 1)).toHaveLength(5)
    expect(seen.at(-1)).toMatchObject({ fired: 0, reason: 'loop', depth: 5 })
  })

  test('who is in a segment when the automation is switched on does not enter it; who leaves does', async () => {
    const app = await createNurtureApp(await openTestStore())
    const condition = {
      all: [
        { fact: 'temperature', is: 'hot' },
        { fact: 'tag.vip', is: true },
      ],
    } as const
    const segment = await createSegment(app.deps, app.workspaceId, { name: 'Hot VIPs', condition })
    const lead = await hotLead(app)
    await tell(app, lead, { 'tag.vip': true })
    const tag = [{ kind: 'fact', fact: 'tag.x', value: true }] as const
    await addAutomation(app, { kind: 'segment', move: 'enters', segment: segment.id }, tag, { name: 'in' })
    await addAutomation(app, { kind: 'segment', move: 'leaves', segment: segment.id }, tag, { name: 'out' })

    await tell(app, lead, { 'tag.vip': true })
    await app.worker.runOnce()
    expect(await runs(app)).toEqual([])

    await tell(app, lead, { 'tag.vip': null })
    await app.worker.runOnce()
    expect((await runs(app)).map(({ seen_json }) => JSON.parse(seen_json).move)).toEqual(['leaves'])
  })

  test('grades and what sales corrected are facts of a segment', async () => {
    const grades = { fit: { a: 60, b: 40, c: 20 }, engagement: { one: 20, two: 10, three: 5 } }
    const app = await createNurtureApp(await openTestStore(), { flow: { model: { ...bant, grades } } })
    const lead = await hotLead(app)
    const { workspaceId, deps } = app
    const count = async (condition: Condition) =>
      (await countMembers(deps.store.db, { workspaceId, condition, now: deps.now() })).count

    expect(await count({ fact: 'grade', is: 'A4' })).toBe(1)
    expect(
      await count({
        all: [
          { fact: 'score', gte: 60 },
          { fact: 'size.min', gte: 50 },
        ],
      }),
    ).toBe(1)
    await tell(app, lead, { size: 's1_10' })
    expect(await count({ fact: 'size.min', gte: 50 })).toBe(0)
  })

  test('a segment reads what the score reads: profiles, flags, the company and who else came from it', async () => {
    const model = {
      ...bant,
      profiles: [{ id: 'big', label: 'Big company', when: { fact: 'size.min', gte: 50 } as const }],
      personas: [{ id: 'tiny', label: 'Tiny shop', when: { fact: 'size.min', lt: 10 } as const }],
      plausibility: [{ id: 'odd', when: { fact: 'size.min', gte: 50 } as const, reason: 'Just for this' }],
      milestones: [{ id: 'demo_invitation', label: 'Invite to a demo', score: 60 }],
    }
    const app = await createNurtureApp(await openTestStore(), { flow: { model } })
    const { workspaceId, deps } = app
    await hotLead(app)
    const count = async (condition: Condition) =>
      (await countMembers(deps.store.db, { workspaceId, condition, now: deps.now() })).count
    expect(await count({ fact: 'account.priority', is: false })).toBe(1)
    expect(await count({ fact: 'account.people', gte: 2 })).toBe(0)

    const listed = { workspace_id: workspaceId, pattern: 'nordvik-cold.example', listed: 1, name: null, note: null }
    await deps.store.db
      .insertInto('priority_accounts')
      .values({ ...listed, actor: 'test', at: 0 })
      .execute()
    await deps.store.db
      .insertInto('accounts')
      .values({
        ...{ workspace_id: workspaceId, domain: 'nordvik-cold.example', people: 3, score: 90, lines_json: '[]' },
        ...{ committee_until: deps.now() + DAY, updated_at: deps.now() },
      })
      .execute()
    forgetAccountRules(workspaceId)

    for (const fact of [
      'profile.big',
      'flag.odd',
      'milestone.demo_invitation',
      'account.priority',
      'account.committee',
    ])
      expect([fact, await count({ fact, is: true })]).toEqual([fact, 1])
    expect(await count({ fact: 'persona.tiny', is: false })).toBe(1)
    expect(
      await count({
        all: [
          { fact: 'account.people', is: 3 },
          { fact: 'account.score', gte: 90 },
        ],
      }),
    ).toBe(1)
  })

  test('a lead silent for sixty days goes back to marketing, one that is busy does not', async () => {
    const app = await createNurtureApp(await openTestStore())
    await addAutomation(app, { kind: 'idle', days: 60 }, [{ kind: 'stage', to: 'recycled', reason: '60 idle days' }], {
      unless: { fact: 'stage', is: 'customer' },
    })
    const lead = await hotLead(app)
    await app.worker.runOnce()
    app.clock.pass(59 * DAY)
    await app.worker.runOnce()
    expect(await runs(app)).toEqual([])

    app.clock.pass(2 * DAY)
    await app.worker.runOnce()
    await app.worker.runOnce()

    expect(await runs(app)).toMatchObject([{ fired: 1 }])
    const row = await app.deps.store.db.selectFrom('leads').select('stage').where('id', '=', lead).executeTakeFirst()
    expect(row?.stage).toBe('recycled')
  })

  test('days in a stage count from the move into it', async () => {
    const app = await createNurtureApp(await openTestStore())
    const push = { kind: 'push', destination: await addDestination(app) } as const
    await addAutomation(app, { kind: 'days_in_stage', stage: 'mql', days: 5 }, [push])
    const lead = await hotLead(app)
    await app.deps.store.db.deleteFrom('deliveries').execute()
    app.clock.pass(6 * DAY)

    await app.worker.runOnce()

    expect(await runs(app)).toMatchObject([{ fired: 1 }])
    const [delivery] = await app.deps.store.db.selectFrom('deliveries').select(['lead_id', 'payload_json']).execute()
    expect(delivery?.lead_id).toBe(lead)
    expect(JSON.parse(delivery?.payload_json ?? '')).toMatchObject({ automation: { name: 'Test' }, lead: { id: lead } })
  })

  test('nothing is done while it is paused, and what waited is done afterwards', async () => {
    const sink = await openSmtpSink()
    const app = await createNurtureApp(await openTestStore(), { config: { smtpUrl: sink.url } })
    const { workspaceId, deps } = app
    const open = {
      ...({ timeZone: 'UTC', days: ['mon'], from: '00:00', to: '24:00' } as const),
      ...{ mailsPerDay: 1, countClicks: true, imprint: '' },
    }
    const pause = (paused: boolean) =>
      deps.store.write(trx => saveNurtureSettings(trx, workspaceId, { settings: { ...open, paused }, at: deps.now() }))
    await pause(true)
    await addAutomation(app, CROSSES_50, [
      { kind: 'notify', owner: false, to: ['team@tallybarn.example'], note: 'Call' },
    ])
    await hotLead(app)
    await app.worker.runOnce()
    expect(sink.letters).toEqual([])
    expect(await steps(app)).toMatchObject([{ status: 'pending' }])

    await pause(false)
    await app.worker.runOnce()
    expect(sink.letters).toHaveLength(1)
    expect(sink.letters[0]?.mail.text).toContain('Score came in at')
  })
})
