import { expect, it } from 'vitest'
import { createTestApp } from '#tests/support/app.ts'
import { addDestination, answered, CONTEXT, countRows, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('robots', openTestStore => {
  it.each([
    ['a filled honeypot', { website: 'https://spam.example' }, 'honeypot'],
    ['an answer within 300 ms', { dwell: 120 }, 'too_fast'],
  ])('%s is accepted, kept, and neither routed nor delivered', async (_, sign, reason) => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const { decisions } = await startSession(test, { events: answered(HOT_ANSWERS), ...sign })
    expect(decisions).toEqual([{ step: 'route', after: 8, outcome: 'trial' }])
    const { db } = test.deps.store
    expect(await db.selectFrom('sessions').select('quarantine').executeTakeFirstOrThrow()).toEqual({
      quarantine: reason,
    })
    expect(await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()).toMatchObject({
      owner_id: null,
      stage: 'lead',
    })
    const counts = await countRows(test)
    expect(counts).not.toHaveProperty('deliveries')
    expect(counts).not.toHaveProperty('routing_decisions')
    expect(test.wakes()).toBe(0)
  })

  it('who is as fast as a robot but has a hand on the page, as autofill has, is routed and delivered', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    await startSession(test, { events: answered(HOT_ANSWERS), dwell: 40, touched: true })
    const { db } = test.deps.store
    expect(await db.selectFrom('sessions').select('quarantine').execute()).toEqual([{ quarantine: null }])
    expect(await db.selectFrom('leads').select('outcome').execute()).toEqual([{ outcome: 'sales' }])
    expect(test.wakes()).toBe(1)
  })

  it('a robot does not touch the lead of a person', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const before = await test.deps.store.db.selectFrom('leads').selectAll().execute()
    test.clock.pass(1000)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_name: 'Buy now' }), website: 'x' })
    expect(await test.deps.store.db.selectFrom('leads').selectAll().execute()).toEqual(before)
  })

  it('a person whose address a robot used before is routed and delivered like anybody', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_name: 'Buy now' }), website: 'x' })
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const lead = await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead).toMatchObject({ name: 'Ida Falk', owner_id: 'owner', outcome: 'sales' })
    const { event } = await test.deps.store.db.selectFrom('deliveries').select('event').executeTakeFirstOrThrow()
    expect(event).toBe('lead.qualified')
  })

  it('what a robot said of a person is not taken for theirs', async () => {
    const test = await createTestApp(await openTestStore())
    const { timeZone: _zone, ...context } = CONTEXT
    const spam = { ...CONTEXT, utm: { source: 'spam' }, timeZone: 'Etc/UTC' }
    await startSession(test, { events: answered(HOT_ANSWERS), website: 'x', context: spam })
    test.clock.pass(60_000)
    await startSession(test, { events: answered(HOT_ANSWERS), context })
    const lead = await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead).toMatchObject({ source: 'newsletter', time_zone: null })
    expect(JSON.parse(lead.consent_json ?? '')).toMatchObject({ at: test.clock.now() })
  })
})
