import { sql } from 'kysely'
import { expect, it } from 'vitest'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, CONTEXT, countRows, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000

describeOnBoth('one lead a person', (openTestStore, databases) => {
  it('two conversations of one person make one lead: the newest facts win, the first source stays', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const first = await leadOf(test)
    test.clock.pass(DAY)
    await startSession(test, {
      events: answered({ ...HOT_ANSWERS, q_size: 's1001', q_name: 'Ida M. Falk', q_email: 'IDA@Nordvik-Cold.example' }),
      context: { ...CONTEXT, utm: { source: 'ads' } },
    })
    const second = await leadOf(test)
    expect(second).toMatchObject({ id: first.id, name: 'Ida M. Falk', fit: 60, source: 'newsletter' })
    expect(JSON.parse(second.facts_json)).not.toHaveProperty('size.max')
    expect(await countRows(test)).toMatchObject({ leads: 1, sessions: 2, routing_decisions: 2 })
    const types = await test.deps.store.db.selectFrom('lead_events').select('type').orderBy('id').execute()
    expect(types.map(row => row.type)).toEqual(['created', 'consent_given', 'assigned', 'returned', 'rescored'])
  })

  it('who was disqualified and is a lead again is told of again', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'magnet' })
    await addDestination(test)
    const said = { q_email: 'ida@nordvik-cold.example', q_role: 'executive', q_timeline: 'month', q_contact: true }
    const stages: string[] = []
    for (const q_role of ['executive', 'student', 'executive']) {
      await startSession(test, { events: answered({ ...said, q_role }) })
      stages.push((await leadOf(test)).stage)
    }
    expect(stages).toEqual(['mql', 'disqualified', 'mql'])
    const told = await test.deps.store.db.selectFrom('deliveries').select('event').orderBy('id').execute()
    expect(told.map(row => row.event)).toEqual(['lead.qualified', 'lead.updated', 'lead.updated'])
  })

  it('acts of all the person’s browsers count', async () => {
    const test = await createTestApp(await openTestStore())
    const act = { at: test.clock.now() - 1000, type: 'page_viewed' } as const
    await startSession(test, {
      visitor: 'visitor-at-work-01',
      events: answered(HOT_ANSWERS),
      behavior: [{ id: 'b1', path: '/pricing', ...act }],
    })
    await startSession(test, {
      visitor: 'visitor-at-home-01',
      events: answered(HOT_ANSWERS),
      behavior: [{ id: 'b1', path: '/customers/cold-store', ...act }],
    })
    expect(await leadOf(test)).toMatchObject({ fit: 67, engagement: 10 })
  })

  it('a colleague of the same business domain earns points, one of a free-mail domain does not', async () => {
    const test = await createTestApp(await openTestStore())
    const join = (email: string) => startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
    for (const email of ['a@acme.example', 'b@acme.example', 'a@gmail.com', 'b@gmail.com']) await join(email)
    const rows = await test.deps.store.db.selectFrom('leads').select(['email', 'engagement']).orderBy('id').execute()
    expect(Object.fromEntries(rows.map(row => [row.email, row.engagement]))).toEqual({
      'a@acme.example': 0,
      'b@acme.example': 5,
      'a@gmail.com': 0,
      'b@gmail.com': 0,
    })
  })

  it('twenty conversations of one person at once make one lead', async () => {
    const test = await createTestApp(await openTestStore())
    await Promise.all(Array.from({ length: 20 }, () => startSession(test, { events: answered(HOT_ANSWERS) })))
    expect(await countRows(test)).toMatchObject({ leads: 1, sessions: 20, routing_decisions: 20 })
  })

  it('somebody who came tens of thousands of times can come again', { timeout: 60_000 }, async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    // More visitors than a statement takes parameters: 32,766 on SQLite, 65,535 on Postgres.
    await repeatVisit(test, databases.engine === 'sqlite' ? 33_000 : 66_000)
    test.clock.pass(1000)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_size: 's1001' }) })
    expect(await leadOf(test)).toMatchObject({ fit: 60 })
    const act = { id: 'b1', at: test.clock.now(), type: 'page_viewed', path: '/pricing' }
    const json = { token: session.token, session: session.session, events: [act] }
    expect((await test.request('/v1/behavior', { json })).status).toBe(200)
    const { id } = await leadOf(test)
    expect(await loadLeadCard(test.deps.store.db, test.workspaceId, id, test.clock.now())).toMatchObject({ id })
  })

  it('the same address in another workspace is another lead', async () => {
    const test = await createTestApp(await openTestStore())
    const other = await createTestApp(test.deps.store, { seed: 2 })
    await startSession(test, { events: answered(HOT_ANSWERS) })
    await startSession(other, { events: answered(HOT_ANSWERS) })
    expect(await countRows(test)).toMatchObject({ leads: 2 })
  })
})

/** Copies the only session and its decision, each time for another visitor. */
async function repeatVisit({ deps }: TestApp, times: number): Promise<void> {
  const { db } = deps.store
  const numbers = sql`with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${sql.lit(times)})`
  const [session] = await db.selectFrom('sessions').selectAll().execute()
  const [decision] = await db.selectFrom('routing_decisions').selectAll().execute()
  const copies = [
    { table: 'sessions', row: session, changed: ['id', 'visitor_id', 'idempotency_key', 'token_hash'] },
    { table: 'routing_decisions', row: decision, changed: ['id', 'session_id'] },
  ]
  for (const { table, row = {}, changed } of copies) {
    const columns = Object.keys(row).map(name => sql.ref(name))
    const values = Object.keys(row).map(name =>
      changed.includes(name) ? sql`${sql.ref(name)} || '-' || n` : sql.ref(name),
    )
    await sql`${numbers} insert into ${sql.table(table)} (${sql.join(columns)}) select ${sql.join(values)} from ${sql.table(table)}, numbers`.execute(
      db,
    )
  }
}

async function leadOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}
