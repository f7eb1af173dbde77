import { expect, it } from 'vitest'
import type { CreateSessionResponse, Problem } from '#flows/api.ts'
import { createFlow } from '#server/publishing/create-flow.ts'
import { invalidateLive } from '#server/publishing/live.ts'
import { publish } from '#server/publishing/publish.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, countRows, HOT_ANSWERS, newSession, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('beginning a session', openTestStore => {
  it('the same request again gets the same session and token', async () => {
    const test = await createTestApp(await openTestStore())
    const json = newSession(test, { events: answered(HOT_ANSWERS) })
    const first = await test.request('/v1/sessions', { json })
    test.clock.pass(5000)
    const second = await test.request('/v1/sessions', { json })
    expect([first.status, second.status]).toEqual([201, 200])
    expect(first.headers.get('idempotent-replayed')).toBeNull()
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect(await second.json()).toEqual(await first.json())
    expect(await countRows(test)).toMatchObject({ sessions: 1, leads: 1, session_events: 9, routing_decisions: 1 })
  })

  it('the same key with another body is refused', async () => {
    const test = await createTestApp(await openTestStore())
    const json = newSession(test)
    await test.request('/v1/sessions', { json })
    const response = await test.request('/v1/sessions', { json: { ...json, dwell: 9000 } })
    expect(await codeOf(response)).toEqual([422, 'idempotency_mismatch'])
    expect(await countRows(test)).toEqual({ sessions: 1 })
  })

  it('fifty requests with one key at once make one session', async () => {
    const test = await createTestApp(await openTestStore())
    const json = newSession(test, { events: answered(HOT_ANSWERS) })
    const responses = await Promise.all(Array.from({ length: 50 }, () => test.request('/v1/sessions', { json })))
    const statuses = responses.map(response => response.status)
    expect(statuses.filter(status => status === 201)).toHaveLength(1)
    expect(statuses.every(status => status === 201 || status === 409 || status === 200)).toBe(true)
    const refused = responses.find(response => response.status === 409)
    expect(refused && (await codeOf(refused))).toEqual([409, 'in_flight'])
    expect(await countRows(test)).toMatchObject({ sessions: 1, leads: 1 })
  })

  it('two servers with one key at once make one session', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store)
    const other = await createTestApp(store, { seed: 2 })
    const json = newSession(test, { events: answered(HOT_ANSWERS) })
    const [one, two] = await Promise.all([
      test.request('/v1/sessions', { json }),
      other.app.request('/v1/sessions', {
        method: 'POST',
        headers: { 'content-type': 'text/plain', origin: 'https://www.tallybarn.example' },
        body: JSON.stringify(json),
      }),
    ])
    const [a, b] = [(await one.json()) as CreateSessionResponse, (await two.json()) as CreateSessionResponse]
    expect([one.status, two.status].sort()).toEqual([200, 201])
    expect(a).toEqual(b)
    expect(await countRows(test)).toMatchObject({ sessions: 1, leads: 1, routing_decisions: 1 })
  })

  it('takes the key from the header Idempotency-Key, and refuses two different ones', async () => {
    const test = await createTestApp(await openTestStore())
    const { key, ...json } = newSession(test)
    const send = (sent: object, header: string) =>
      test.request('/v1/sessions', { json: sent, headers: { 'idempotency-key': header } })
    expect((await send(json, key)).status).toBe(201)
    expect((await send(json, key)).status).toBe(200)
    expect(await codeOf(await send({ ...json, key: 'another-key-00001' }, key))).toEqual([422, 'invalid_body'])
  })

  it('takes JSON as text/plain, as a beacon sends it', async () => {
    const test = await createTestApp(await openTestStore())
    const body = JSON.stringify(newSession(test))
    const response = await test.request('/v1/sessions', {
      body,
      headers: { 'content-type': 'text/plain;charset=UTF-8' },
    })
    expect(response.status).toBe(201)
  })

  it('the token is kept as a hash only', async () => {
    const test = await createTestApp(await openTestStore())
    const { token } = await startSession(test)
    const row = await test.deps.store.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(token)
    expect(row.token_hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('a retired release is refused with the live one named, but what it began can be asked for again', async () => {
    const test = await createTestApp(await openTestStore())
    const json = newSession(test)
    await test.request('/v1/sessions', { json })
    await retire(test)
    const refused = await test.request('/v1/sessions', { json: newSession(test) })
    const problem = (await refused.json()) as Problem
    expect([refused.status, problem.code]).toEqual([410, 'release_retired'])
    expect(problem.detail).toContain(test.release.id)
    expect((await test.request('/v1/sessions', { json })).status).toBe(200)
  })

  it('an unknown release, and one of another site, are refused alike', async () => {
    const test = await createTestApp(await openTestStore())
    const foreign = await createTestApp(test.deps.store, { seed: 2 })
    const unknown = '01939a4e-7b1c-7d3a-9f52-8c1d0e6b7a42'
    for (const release of [unknown, foreign.release.id]) {
      const response = await test.request('/v1/sessions', { json: newSession(test, { release }) })
      expect(await codeOf(response)).toEqual([422, 'unknown_release'])
    }
    expect(await countRows(test)).toEqual({})
  })

  it('a site of another workspace is no way to this one’s flows', async () => {
    const test = await createTestApp(await openTestStore())
    const foreign = await createTestApp(test.deps.store, { seed: 2 })
    const json = { ...newSession(test), site: foreign.site.key }
    expect(await codeOf(await test.request('/v1/sessions', { json }))).toEqual([422, 'unknown_release'])
  })

  it('a release that is not live any more, and not retired, still takes sessions', async () => {
    const test = await createTestApp(await openTestStore())
    const flow = await createFlow(test.deps, {
      workspaceId: test.workspaceId,
      template: 'magnet',
      name: 'Magnet',
      owner: { name: 'Mara Lind', email: 'mara@tallybarn.example' },
    })
    const request = { workspaceId: test.workspaceId, flowId: flow.id, version: flow.version, by: 'system' }
    const older = await publish(test.deps, request)
    await publish(test.deps, request)
    const response = await test.request('/v1/sessions', { json: newSession(test, { release: older.id }) })
    expect(response.status).toBe(201)
  })

  it('an answer off the path, a made-up option and an answer after the end are refused whole', async () => {
    const test = await createTestApp(await openTestStore())
    const send = (answers: Record<string, string | boolean>) =>
      test.request('/v1/sessions', { json: newSession(test, { events: answered(answers) }) })
    expect(await codeOf(await send({ q_need: 'spreadsheets', q_budget: 'b24k' }))).toEqual([422, 'answer_not_on_path'])
    expect(await codeOf(await send({ q_need: 'free_lunch' }))).toEqual([422, 'answer_invalid'])
    expect(await codeOf(await send({ q_need: 'customer', q_size: 's50_500' }))).toEqual([409, 'session_completed'])
    expect(await codeOf(await send({ nowhere: 'x' }))).toEqual([422, 'answer_not_on_path'])
    expect(await countRows(test)).toEqual({})
  })

  it('points at the refused event', async () => {
    const test = await createTestApp(await openTestStore())
    const events = answered({ q_need: 'spreadsheets', q_budget: 'b24k' }).reverse()
    const response = await test.request('/v1/sessions', { json: newSession(test, { events }) })
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/events/0', code: 'answer_not_on_path' }] })
  })

  it('more than 200 events at once are refused', async () => {
    const test = await createTestApp(await openTestStore())
    const events = Array.from({ length: 201 }, (_, index) => ({
      seq: index + 1,
      at: 1,
      type: 'viewed' as const,
      step: 'q_need',
    }))
    const response = await test.request('/v1/sessions', { json: newSession(test, { events }) })
    expect(await codeOf(response)).toEqual([422, 'too_many_events'])
  })
})

async function codeOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as Problem).code]
}

async function retire(test: TestApp): Promise<void> {
  await test.deps.store.db
    .updateTable('releases')
    .set({ retired_at: test.clock.now() })
    .where('workspace_id', '=', test.workspaceId)
    .execute()
  invalidateLive(test.workspaceId)
}
