import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Problem, SessionEvent, SessionState } from '#flows/api.ts'
import { createTestApp } from '#tests/support/app.ts'
import { answered, appendTo, countRows, HOT_ANSWERS, numbered, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('going on with a session', openTestStore => {
  it('events behind a gap are stored, and replayed once it closes', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered(HOT_ANSWERS)
    const session = await startSession(test, { events: events.slice(0, 2) })
    const ahead = await appendTo(test, session, events.slice(3))
    expect(await ahead.json()).toMatchObject({ acknowledged: 2, decisions: [] })
    expect(await countRows(test)).toMatchObject({ session_events: 7 })
    const closing = await appendTo(test, session, events.slice(2, 3))
    expect(await closing.json()).toMatchObject({ acknowledged: 8, decisions: [{ step: 'route', after: 8 }] })
    expect(await countRows(test)).toMatchObject({ leads: 1 })
  })

  it('an event sent again counts once; another event under its number is a conflict', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered({ q_need: 'spreadsheets', q_size: 's50_500' })
    const session = await startSession(test, { events: events.slice(0, 1) })
    expect((await appendTo(test, session, events)).status).toBe(200)
    expect(await (await appendTo(test, session, events)).json()).toMatchObject({ acknowledged: 2 })
    const other = answered({ q_need: 'comparing' })
    expect(await codeOf(await appendTo(test, session, other))).toEqual([409, 'sequence_conflict'])
    expect(await countRows(test)).toEqual({ sessions: 1, session_events: 2 })
  })

  it('a batch with one wrong event is refused whole', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test)
    const events = answered({ q_need: 'spreadsheets', q_size: 'huge' })
    expect(await codeOf(await appendTo(test, session, events))).toEqual([422, 'answer_invalid'])
    expect(await countRows(test)).toEqual({ sessions: 1 })
  })

  it('an answer after the end is refused, a look is not', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered({ q_need: 'customer' }) })
    const late = await appendTo(test, session, answered({ q_need: 'spreadsheets' }, 2))
    expect(await codeOf(late)).toEqual([409, 'session_completed'])
    const looked = await appendTo(test, session, numbered([{ type: 'viewed', step: 'end_support' }], 2))
    expect(await looked.json()).toMatchObject({ status: 'completed', acknowledged: 2 })
  })

  it('only the token of this session opens it', async () => {
    const test = await createTestApp(await openTestStore())
    const one = await startSession(test)
    const two = await startSession(test)
    const unknown = { ...one, session: '01939a4e-7b1c-7d3a-9f52-8c1d0e6b7a42' }
    const wrong = [
      { ...one, token: two.token },
      { ...one, token: one.token.slice(0, -1) },
      { ...one, token: `${one.token}x` },
      { ...one, token: '' },
      unknown,
    ]
    for (const session of wrong) {
      expect(await codeOf(await appendTo(test, session, answered({ q_need: 'spreadsheets' })))).toEqual([
        401,
        'invalid_token',
      ])
      const read = await test.request(`/v1/sessions/${session.session}`, { token: session.token })
      expect(await codeOf(read)).toEqual([401, 'invalid_token'])
    }
    expect(await countRows(test)).toEqual({ sessions: 2 })
  })

  it('takes the token from the body too', async () => {
    const test = await createTestApp(await openTestStore())
    const { session, token } = await startSession(test)
    const json = { token, events: answered({ q_need: 'spreadsheets' }) }
    expect((await test.request(`/v1/sessions/${session}/events`, { json })).status).toBe(200)
  })

  it('a reloaded page gets the state with its decisions and offers', async () => {
    const test = await createTestApp(await openTestStore())
    const { token, ...state } = await startSession(test, { events: answered(HOT_ANSWERS) })
    const response = await test.request(`/v1/sessions/${state.session}`, { token })
    expect(await response.json()).toEqual(state)
    expect(state.decisions[0]?.offer).toEqual({ owner: { name: 'Mara' } })
  })

  it('a session on a release that was retired meanwhile goes on', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test)
    await test.deps.store.db.updateTable('releases').set({ retired_at: 1 }).execute()
    expect((await appendTo(test, session, answered({ q_need: 'spreadsheets' }))).status).toBe(200)
  })

  it('two tabs that send different parts at once end in one log', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered(HOT_ANSWERS)
    const session = await startSession(test)
    const responses = await Promise.all(events.map(event => appendTo(test, session, [event])))
    expect(responses.map(response => response.status)).toEqual(events.map(() => 200))
    const state = await test.request(`/v1/sessions/${session.session}`, { token: session.token })
    expect(await state.json()).toMatchObject({ acknowledged: 8, decisions: [{ after: 8 }] })
    expect(await countRows(test)).toMatchObject({ leads: 1, routing_decisions: 1, session_events: 9 })
  })

  it('order and repetition of events change nothing about the lead', { timeout: 60_000 }, async () => {
    const test = await createTestApp(await openTestStore())
    const events: SessionEvent[] = [
      ...answered({ q_need: 'spreadsheets', q_size: 's11_49' }),
      ...numbered(
        [
          { type: 'viewed', step: 'q_role' },
          { type: 'backed', step: 'q_size' },
        ],
        3,
      ),
      ...answered({ ...HOT_ANSWERS }, 5),
    ]
    const deliver = async (batches: readonly (readonly SessionEvent[])[], visitor: string) => {
      const session = await startSession(test, { visitor })
      for (const batch of batches) expect((await appendTo(test, session, batch)).status).toBe(200)
      const state = await test.request(`/v1/sessions/${session.session}`, { token: session.token })
      const { acknowledged, status } = (await state.json()) as SessionState
      const lead = await test.deps.store.db
        .selectFrom('leads')
        .select(['email', 'facts_json', 'fit', 'score', 'stage', 'outcome', 'owner_id'])
        .executeTakeFirstOrThrow()
      await test.deps.store.db.deleteFrom('leads').execute()
      await test.deps.store.db.deleteFrom('routing_decisions').execute()
      await test.deps.store.db.deleteFrom('ledger_entries').execute()
      return { acknowledged, status, lead }
    }
    const expected = await deliver([events], 'visitor-in-order-01')
    let run = 0
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray(events, { minLength: events.length }),
        fc.array(fc.integer({ min: 0, max: events.length - 1 }), { maxLength: 8 }),
        fc.integer({ min: 1, max: 5 }),
        async (shuffled, repeated, size) => {
          const sent = [...shuffled, ...repeated.map(index => shuffled[index]).filter(event => event !== undefined)]
          const batches = sent.flatMap((_, index) => (index % size === 0 ? [sent.slice(index, index + size)] : []))
          run += 1
          expect(await deliver(batches, `visitor-shuffled-${run}`)).toEqual(expected)
        },
      ),
      { numRuns: 15 },
    )
  })
})

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as Problem).code]
}
