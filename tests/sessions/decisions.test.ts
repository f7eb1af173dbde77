import { expect, it } from 'vitest'
import type { SessionState } from '#flows/api.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  appendTo,
  countRows,
  HOT_ANSWERS,
  numbered,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('decisions', openTestStore => {
  it('an edit after the decision decides again: the same lead, the same owner', async () => {
    const test = await createTestApp(await openTestStore(), { flow: { routing: TEAM } })
    await addDestination(test)
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    const before = await leadOf(test)
    const edited = await appendTo(test, session, answered({ q_budget: 'not_set' }, 9))
    expect(((await edited.json()) as SessionState).decisions).toMatchObject([
      { step: 'route', after: 8, outcome: 'sales' },
      { step: 'route', after: 9, outcome: 'nurture' },
    ])
    const after = await leadOf(test)
    expect(after).toMatchObject({ id: before.id, owner_id: before.owner_id, fit: 56, score: 56, outcome: 'nurture' })
    expect(await countRows(test)).toMatchObject({ leads: 1, routing_decisions: 2, routing_counters: 1 })
    const events = await test.deps.store.db.selectFrom('deliveries').select('event').orderBy('id').execute()
    expect(events.map(row => row.event)).toEqual(['lead.qualified', 'lead.updated'])
  })

  it('a corrected e-mail address stays one lead', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: 'ida@nordvik.example' }) })
    const before = await leadOf(test)
    await appendTo(test, session, answered({ q_email: 'ida@nordvik-cold.example' }, 9))
    expect(await leadOf(test)).toMatchObject({
      id: before.id,
      email: 'ida@nordvik-cold.example',
      email_domain: 'nordvik-cold.example',
    })
    expect(await countRows(test)).toMatchObject({ leads: 1 })
  })

  it('a visitor without the server goes on by the fallback, and is routed by the server’s own score', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, {
      events: [
        ...answered(HOT_ANSWERS),
        ...numbered([{ type: 'decided', step: 'route', outcome: 'fallback', by: 'fallback' }], 9),
      ],
    })
    expect(session).toMatchObject({ status: 'completed', decisions: [] })
    expect(await leadOf(test)).toMatchObject({ outcome: 'sales', owner_id: 'owner', score: 67 })
  })

  it('what is seen after a fallback routes the lead no second time', async () => {
    const test = await createTestApp(await openTestStore(), { flow: { routing: TEAM } })
    const fallback = numbered([{ type: 'decided', step: 'route', outcome: 'fallback', by: 'fallback' }], 9)
    const session = await startSession(test, { events: answered(HOT_ANSWERS).slice(0, 7) })
    const ahead = await appendTo(test, session, [...answered(HOT_ANSWERS).slice(7), ...fallback])
    expect(ahead.status).toBe(200)
    const before = await countRows(test)
    for (const seq of [10, 11, 12])
      await appendTo(test, session, numbered([{ type: 'viewed', step: 'end_nurture' }], seq))
    expect(await countRows(test)).toEqual({ ...before, session_events: (before.session_events ?? 0) + 3 })
    expect(before).toMatchObject({ leads: 1, routing_decisions: 1 })
  })

  it('a fallback that comes after the server’s decision changes nothing', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    const late = numbered([{ type: 'decided', step: 'route', outcome: 'fallback', by: 'fallback' }], 9)
    const response = await appendTo(test, session, late)
    expect(await response.json()).toMatchObject({ status: 'open', acknowledged: 9, decisions: [{ outcome: 'sales' }] })
    expect(await countRows(test)).toMatchObject({ routing_decisions: 1 })
  })

  it('going past a decision without it is refused', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test)
    const events = [...answered(HOT_ANSWERS), ...numbered([{ type: 'booked', step: 'book' }], 9)]
    expect((await appendTo(test, session, events)).status).toBe(422)
    expect(await countRows(test)).toEqual({ sessions: 1 })
  })

  it('a widget cannot write the server’s decision', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered({ q_need: 'comparing' }) })
    const forged = numbered([{ type: 'decided', step: 'route', outcome: 'sales', by: 'server' }], 2)
    expect((await appendTo(test, session, forged)).status).toBe(422)
  })

  it('a booked time makes the lead accepted by sales, and ends the conversation', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    const response = await appendTo(test, session, numbered([{ type: 'booked', step: 'book' }], 9))
    expect(await response.json()).toMatchObject({ status: 'completed' })
    expect(await leadOf(test)).toMatchObject({ stage: 'sal', outcome: 'sales' })
    expect(await countRows(test)).toMatchObject({ routing_decisions: 1 })
  })

  it('a declined time leaves the lead as it is', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    const response = await appendTo(test, session, numbered([{ type: 'skipped', step: 'book' }], 9))
    expect(await response.json()).toMatchObject({ status: 'completed' })
    expect(await leadOf(test)).toMatchObject({ stage: 'mql' })
  })

  it('the offer names the owner’s first name, title and calendar, and nothing else', async () => {
    const test = await createTestApp(await openTestStore(), { flow: { routing: TEAM } })
    const { decisions } = await startSession(test, { events: answered(HOT_ANSWERS) })
    expect(decisions[0]?.offer).toEqual({
      owner: { name: 'Ana', title: 'Account executive' },
      bookingUrl: 'https://cal.tallybarn.example/ana',
    })
  })

  it('a team’s leads are shared out by weight, also when they come at once', async () => {
    const test = await createTestApp(await openTestStore(), { flow: { routing: TEAM } })
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: `p${index}@c${index}.example` }) }),
      ),
    )
    const rows = await test.deps.store.db.selectFrom('routing_counters').select(['person_id', 'assigned']).execute()
    expect(Object.fromEntries(rows.map(row => [row.person_id, row.assigned]))).toEqual({ ana: 8, ben: 4 })
  })

  it('the score model and the routing are those of the session’s release', async () => {
    const test = await createTestApp(await openTestStore(), {
      flow: { model: { ...presets.bant, thresholds: { hot: { score: 90, fit: 40 }, cold: { below: 30 } } } },
    })
    const { decisions } = await startSession(test, { events: answered(HOT_ANSWERS) })
    expect(decisions).toMatchObject([{ outcome: 'nurture' }])
  })
})

const TEAM: Routing = {
  format: 1,
  people: [
    {
      id: 'ana',
      name: 'Ana Rusu',
      title: 'Account executive',
      email: 'ana@tallybarn.example',
      bookingUrl: 'https://cal.tallybarn.example/ana',
    },
    { id: 'ben', name: 'Ben Okoye', email: 'ben@tallybarn.example' },
  ],
  teams: [
    {
      id: 'europe',
      name: 'Europe',
      members: [
        { person: 'ana', weight: 100 },
        { person: 'ben', weight: 50 },
      ],
    },
  ],
  rules: [
    {
      id: 'hot',
      name: 'Hot',
      when: { fact: 'temperature', is: 'hot' },
      outcome: 'sales',
      assign: { team: 'europe' },
      slaMinutes: 60,
    },
  ],
  fallback: { outcome: 'nurture' },
}

async function leadOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}
