import fc from 'fast-check'
import { expect, it } from 'vitest'
import { forgetAccountRules } from '#server/accounts/account-rules.ts'
import { recordActivity } from '#server/activity/record-activity.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { mergeLeads } from '#server/leads/merge-leads.ts'
import { MOVED_TABLES, STAYING } from '#server/leads/moved-tables.ts'
import { findLeadByAddress, resolveLeadId } from '#server/leads/resolve-lead.ts'
import { splitLeads } from '#server/leads/split-leads.ts'
import { recordOutcome } from '#server/lifecycle/outcomes.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const ACTOR = { id: 'user-1', name: 'Mira Holm' }
const DAY = 86_400_000

/** With points for acts that other systems tell, each one and once. */
const MODEL: ScoreModel = {
  ...presets.bant,
  engagement: {
    ...presets.bant.engagement,
    rules: [
      ...presets.bant.engagement.rules,
      { id: 'webinar', kind: 'event', event: 'webinar_attended', points: 2, times: 'each', reason: 'Was at a webinar' },
      { id: 'clicked', kind: 'event', event: 'email_clicked', points: 1, times: 'once', reason: 'Clicked in a mail' },
    ],
  },
}

describeOnBoth('two leads of one person', (openTestStore, { engine }) => {
  it('become one with the points of both, each once', async () => {
    const test = await createTestApp(await openTestStore())
    const act = { at: test.clock.now() - 1000, type: 'page_viewed' } as const
    const work = await come(test, 'ida@nordvik-cold.example', { q_budget: 'not_set' }, [
      { id: 'b1', path: '/pricing', ...act },
    ])
    test.clock.pass(DAY)
    const home = await come(test, 'ida.falk@gmail.com', {}, [
      { id: 'b1', path: '/pricing', ...act },
      { id: 'b2', path: '/customers/cold-store', ...act },
    ])

    const { into } = await merge(test, work, home)

    expect(into).toBe(work)
    const lead = await leadOf(test, work)
    expect(lead).toMatchObject({ email: 'ida@nordvik-cold.example', fit: 67, source: 'newsletter' })
    // Once is once: the pricing page of both days is one rule's points; the case study is the other's.
    expect(lead.engagement).toBeGreaterThanOrEqual(10)
    expect(await sumOfLedger(test, work)).toBe(lead.score)
    expect(await test.deps.store.db.selectFrom('leads').select('id').execute()).toEqual([{ id: work }])
  })

  it('are found by either id and either address, and come back under either as the same lead', async () => {
    const test = await createTestApp(await openTestStore())
    const work = await come(test, 'ida@nordvik-cold.example')
    const home = await come(test, 'ida.falk@gmail.com')
    await merge(test, work, home)
    const { db } = test.deps.store

    expect(await resolveLeadId(db, test.workspaceId, home)).toBe(work)
    expect(await findLeadByAddress(db, test.workspaceId, 'ida.falk@gmail.com')).toBe(work)
    expect(await findLeadByAddress(db, test.workspaceId, 'ida@nordvik-cold.example')).toBe(work)
    test.clock.pass(DAY)
    expect(await come(test, 'ida.falk@gmail.com', { q_size: 's1001' })).toBe(work)
    expect(await leadOf(test, work)).toMatchObject({ email: 'ida@nordvik-cold.example', fit: 60 })
    expect(await db.selectFrom('leads').select('id').execute()).toHaveLength(1)
  })

  it('keep the history of both, and say when and by whom they were put together', async () => {
    const test = await createTestApp(await openTestStore())
    const work = await come(test, 'ida@nordvik-cold.example')
    const home = await come(test, 'ida.falk@gmail.com')
    await merge(test, work, home)

    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, work, test.clock.now())
    expect(card?.history.filter(({ type }) => type === 'created')).toHaveLength(2)
    expect(card?.history.find(({ type }) => type === 'merged')).toMatchObject({
      actor: ACTOR.id,
      body: { lead: home, email: 'ida.falk@gmail.com', by: ACTOR.name },
    })
    expect(card?.timeline.filter(({ kind }) => kind === 'conversation_started')).toHaveLength(2)
  })

  it('are refused when they are one already, missing, of another workspace, or held back', async () => {
    const test = await createTestApp(await openTestStore())
    const other = await createTestApp(test.deps.store, { seed: 2 })
    const work = await come(test, 'ida@nordvik-cold.example')
    const home = await come(test, 'ida.falk@gmail.com')
    const foreign = await come(other, 'ida@nordvik-cold.example')
    await merge(test, work, home)

    await expect(merge(test, work, home)).rejects.toMatchObject({ code: 'conflict' })
    await expect(merge(test, work, work)).rejects.toMatchObject({ code: 'conflict' })
    await expect(merge(test, work, foreign)).rejects.toMatchObject({ code: 'not_found' })
    await expect(merge(test, 'nobody', work)).rejects.toMatchObject({ code: 'not_found' })
    await expect(split(other, 'no such merge')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('are told of as one, with the id that is gone', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const work = await come(test, 'ida@nordvik-cold.example')
    const home = await come(test, 'ida.falk@gmail.com')
    await merge(test, work, home)
    const told = await test.deps.store.db.selectFrom('deliveries').selectAll().orderBy('id', 'desc').execute()
    expect(told[0]).toMatchObject({ lead_id: work, event: 'lead.updated' })
    expect(JSON.parse(told[0]?.payload_json ?? '')).toMatchObject({ lead: { id: work, aliases: [home] } })
    expect(told.every(({ lead_id }) => lead_id === work)).toBe(true)
  })

  it('are told of once where one makes the other hot', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const work = await come(test, 'ida@nordvik-cold.example', {
      q_budget: 'not_set',
      q_role: 'manager',
      q_size: 's1001',
    })
    const home = await come(test, 'ida.falk@gmail.com')
    const { db } = test.deps.store
    const before = await db.selectFrom('deliveries').select('id').execute()
    await merge(test, work, home)
    const told = await db.selectFrom('deliveries').selectAll().orderBy('id').execute()
    expect(told).toHaveLength(before.length + 1)
    const newest = told.find(({ id }) => !before.some(one => one.id === id))
    expect(JSON.parse(newest?.payload_json ?? '')).toMatchObject({
      lead: { id: work, temperature: 'hot', aliases: [home] },
    })
  })

  it('who took the consent back stays silent, whatever the other address agreed to', async () => {
    const test = await createTestApp(await openTestStore())
    const work = await come(test, 'ida@nordvik-cold.example')
    test.clock.pass(1000)
    const home = await come(test, 'ida.falk@gmail.com')
    test.clock.pass(1000)
    await test.deps.store.db
      .insertInto('lead_events')
      .values({
        workspace_id: test.workspaceId,
        lead_id: home,
        id: test.deps.newId(),
        type: 'consent_withdrawn',
        actor: 'system',
        body_json: '{}',
        at: test.clock.now(),
      })
      .execute()
    await merge(test, work, home)
    expect(await leadOf(test, work)).toMatchObject({ consent_json: null })
  })

  it('a merge taken back leaves no trace but its history', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const { leads } = await severalLeads(test)
    const [work = '', home = ''] = leads
    const before = await everything(test)

    const { mergeId } = await merge(test, work, home)
    expect(await everything(test)).not.toEqual(before)
    await split(test, mergeId)

    expect(await everything(test)).toEqual(before)
    const { db } = test.deps.store
    for (const table of ['lead_aliases', 'lead_addresses', 'lead_merge_rows'] as const) {
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
    }
    await expect(split(test, mergeId)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('what came since goes to the lead whose address it came under', async () => {
    const test = await createTestApp(await openTestStore())
    const work = await come(test, 'ida@nordvik-cold.example')
    const home = await come(test, 'ida.falk@gmail.com')
    const { mergeId } = await merge(test, work, home)
    test.clock.pass(DAY)
    await come(test, 'ida.falk@gmail.com', { q_size: 's1001' })
    await come(test, 'ida@nordvik-cold.example', { q_budget: 'not_set' })

    await split(test, mergeId)

    expect(await leadOf(test, home)).toMatchObject({ email: 'ida.falk@gmail.com', fit: 60 })
    expect(await leadOf(test, work)).toMatchObject({ email: 'ida@nordvik-cold.example', fit: 56 })
    expect(await findLeadByAddress(test.deps.store.db, test.workspaceId, 'ida.falk@gmail.com')).toBe(home)
  })

  it('merges of one lead are taken back newest first', async () => {
    const test = await createTestApp(await openTestStore())
    const { leads } = await severalLeads(test)
    const [one = '', two = '', three = ''] = leads
    const first = await merge(test, one, two)
    const second = await merge(test, three, one)
    await expect(split(test, first.mergeId)).rejects.toMatchObject({ code: 'conflict' })
    await split(test, second.mergeId)
    await split(test, first.mergeId)
    expect(await test.deps.store.db.selectFrom('leads').select('id').execute()).toHaveLength(leads.length + 1)
  })

  it('any order of merging gives the same facts and the same score, and each is undone exactly', {
    timeout: 120_000,
  }, async () => {
    const test = await createTestApp(await openTestStore(), { flow: { model: MODEL } })
    const { leads, facts } = await severalLeads(test)
    const before = await everything(test)
    const orders = fc.array(fc.tuple(fc.nat(100), fc.nat(100)), {
      minLength: leads.length - 1,
      maxLength: leads.length - 1,
    })
    let expected: unknown
    await fc.assert(
      fc.asyncProperty(orders, async order => {
        const roots = [...leads]
        const merges: string[] = []
        for (const [a, b] of order) {
          const [into = ''] = roots.splice(a % roots.length, 1)
          const [from = ''] = roots.splice(b % roots.length, 1)
          roots.push(into)
          merges.push((await merge(test, into, from)).mergeId)
        }
        const [root = ''] = roots
        const outcome = { ...(await outcomeOf(test, root)), told: await facts(root) }
        expected ??= outcome
        expect(outcome).toEqual(expected)
        expect(outcome.ledger.filter(({ id }) => id.startsWith('webinar')).length).toBe(leads.length)
        expect(outcome.ledger.filter(({ id }) => id.startsWith('clicked')).length).toBe(1)
        for (const mergeId of merges.reverse()) await split(test, mergeId)
        expect(await everything(test)).toEqual(before)
      }),
      { numRuns: engine === 'sqlite' ? 8 : 2, seed: 20261123 },
    )
  })

  it('every table that names a lead is merged, or left out on purpose', async () => {
    const store = await openTestStore()
    const tables = await store.db.introspection.getTables()
    const naming = tables
      .filter(({ columns }) => columns.some(({ name }) => name === 'lead_id'))
      .map(({ name }) => name)
    const known = new Set<string>([...MOVED_TABLES.map(({ table }) => table), ...STAYING])
    expect(naming.filter(name => !known.has(name))).toEqual([])
  })
})

async function merge(test: TestApp, into: string, from: string) {
  const { deps, workspaceId } = test
  const merged = await deps.store.write(trx => mergeLeads(trx, deps, { workspaceId, into, from, actor: ACTOR }))
  forgetAccountRules(workspaceId)
  return merged
}

function split(test: TestApp, mergeId: string) {
  const { deps, workspaceId } = test
  return deps.store.write(trx => splitLeads(trx, deps, { workspaceId, mergeId, actor: ACTOR }))
}

type Behavior = NonNullable<Parameters<typeof startSession>[1]>['behavior']

/** Somebody comes and talks; gives the id of their lead. */
async function come(
  test: TestApp,
  email: string,
  change: Partial<Record<string, string | boolean>> = {},
  behavior: Behavior = [],
): Promise<string> {
  const answers = { ...HOT_ANSWERS, ...change, q_email: email } as Parameters<typeof answered>[0]
  const { session } = await startSession(test, { events: answered(answers), behavior })
  const row = await test.deps.store.db
    .selectFrom('sessions')
    .select('lead_id')
    .where('workspace_id', '=', test.workspaceId)
    .where('id', '=', session)
    .executeTakeFirstOrThrow()
  return row.lead_id ?? ''
}

/** Four leads of one person that differ in all that makes a score, and a colleague who is somebody else. */
async function severalLeads(test: TestApp) {
  const { deps, workspaceId, clock } = test
  const at = clock.now() - 5000
  const page = (id: string, path: string) => ({ id, path, at, type: 'page_viewed' as const })
  const leads = [await come(test, 'ida@nordvik-cold.example', { q_size: 's1001' }, [page('a', '/pricing')])]
  clock.pass(DAY)
  leads.push(await come(test, 'ida.falk@gmail.com', { q_budget: 'not_set' }, [page('b', '/customers/x')]))
  clock.pass(DAY)
  leads.push(await come(test, 'i.falk@nordvik.example', { q_role: 'manager' }, [page('c', '/pricing')]))
  clock.pass(DAY)
  leads.push(await come(test, 'falk@web.de', { q_timeline: 'none' }, []))
  await come(test, 'ole@nordvik.example')
  for (const [index, leadId] of leads.entries()) {
    const said = { workspaceId, leadId, actor: 'user-1', at: at + (index % 2) }
    await deps.store.write(async trx => {
      await saveLeadFacts(trx, { ...said, source: 'sales', facts: { 'framework.need': `need ${index}` } })
      await saveLeadFacts(trx, { ...said, source: 'crm', facts: { [`crm.${index}`]: index } })
    })
  }
  const events = leads.flatMap((lead, index) => [
    { id: `w${index}`, type: 'webinar_attended', lead, at: at - index * 1000 },
    { id: `c${index}`, type: 'email_clicked', lead, at: at - index * 1000 },
  ])
  const told = await recordActivity(deps, { workspaceId, source: 'api', actor: 'key-1', events })
  expect(told.map(({ status }) => status)).toEqual(events.map(() => 'accepted'))
  for (const [index, leadId] of leads.entries()) {
    const outcome = { workspaceId, leadId, kind: 'opportunity', amount: index, currency: 'EUR', reason: null } as const
    const teller = { externalId: `deal-${index}`, source: 'api', actor: 'key-1', at } as const
    await deps.store.write(trx => recordOutcome(trx, deps, { ...outcome, ...teller }))
  }
  const facts = (leadId: string) =>
    deps.store.db
      .selectFrom('lead_facts')
      .select(['fact', 'source', 'value_json', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('lead_id', '=', leadId)
      .orderBy('fact')
      .orderBy('source')
      .execute()
  return { leads, facts }
}

async function outcomeOf(test: TestApp, id: string) {
  const { fit, engagement, score, email, facts_json, source, created_at, name } = await leadOf(test, id)
  const ledger = await test.deps.store.db
    .selectFrom('ledger_entries')
    .select(['id', 'points', 'reason'])
    .where('workspace_id', '=', test.workspaceId)
    .where('lead_id', '=', id)
    .orderBy('id')
    .execute()
  return { fit, engagement, score, email, facts: JSON.parse(facts_json), source, created_at, name, ledger }
}

/** All rows that a merge may touch, without the history of merging itself and the times of change. */
async function everything({ deps: { store } }: TestApp): Promise<unknown> {
  const { db } = store
  const leads = await db.selectFrom('leads').selectAll().orderBy('id').execute()
  const history = await db.selectFrom('lead_events').selectAll().orderBy('id').execute()
  return {
    leads: leads.map(({ updated_at: _updated, facts_json, ...lead }) => ({ ...lead, facts: JSON.parse(facts_json) })),
    history: history.filter(({ type }) => !['merged', 'split', 'rescored', 'stage_changed'].includes(type)),
    ledger: await db.selectFrom('ledger_entries').selectAll().orderBy('lead_id').orderBy('id').execute(),
    facts: await db.selectFrom('lead_facts').selectAll().orderBy('lead_id').orderBy('fact').orderBy('source').execute(),
    acts: await db.selectFrom('activity_events').select(['id', 'lead_id']).orderBy('id').execute(),
    outcomes: await db.selectFrom('lead_outcomes').select(['id', 'lead_id']).orderBy('id').execute(),
    sessions: await db.selectFrom('sessions').select(['id', 'lead_id']).orderBy('id').execute(),
    decisions: await db.selectFrom('routing_decisions').select(['id', 'lead_id']).orderBy('id').execute(),
  }
}

async function sumOfLedger(test: TestApp, id: string): Promise<number | undefined> {
  const card = await loadLeadCard(test.deps.store.db, test.workspaceId, id, test.clock.now())
  return card?.score.lines.reduce((sum, { counted }) => sum + counted, 0)
}

async function leadOf(test: TestApp, id: string) {
  return await test.deps.store.db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', test.workspaceId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
}
