import { expect, it } from 'vitest'
import { forgetAccountRules } from '#server/accounts/account-rules.ts'
import { startAccountWorker } from '#server/accounts/account-worker.ts'
import { importPriorityRows } from '#server/accounts/save-priority.ts'
import { createDestination } from '#server/delivery/save-destination.ts'
import { startHandOvers } from '#server/hand-over/hand-over-worker.ts'
import { startFollowingModels } from '#server/leads/follow-live-models.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { rescoreLead } from '#server/leads/rescore-lead.ts'
import type { RoutingRecord } from '#server/routing/route.ts'
import { publishModel } from '#tests/models/model-changes.ts'
import { createTestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { CLICKS_COUNT, clicks, decisionsOf, handOver, happened, leadBy, TURNS, toldOf, warmLead } from './setup.ts'

const EMAIL = 'ida@nordvik-cold.example'
const FLOW = { flow: { model: CLICKS_COUNT, routing: TURNS } }
const MINUTE = 60_000

describeOnBoth('a lead that nobody owns', openTestStore => {
  it('is routed once it turns hot after its conversation, and its destinations hear who has it', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await addDestination(test)
    const lead = await warmLead(test)
    expect(await leadBy(test, EMAIL)).toMatchObject({ temperature: 'warm', owner_id: null, outcome: 'nurture' })
    test.clock.pass(MINUTE)
    await clicks(test, EMAIL)
    expect(await leadBy(test, EMAIL)).toMatchObject({ temperature: 'hot', owner_id: null })

    expect(await handOver(test)).toBe(1)

    const given = { owner_id: 'ann', owner_name: 'Ann Lee', owner_email: 'ann@sales.example', outcome: 'sales' }
    expect(await leadBy(test, EMAIL)).toMatchObject(given)
    const [, later] = await decisionsOf(test, lead)
    expect(later).toMatchObject({ kind: 'later', why: 'hot', actor: 'system', rule_id: 'hot', team_id: 'sales' })
    expect(later?.due_at).toBe(test.clock.now() + 30 * MINUTE)
    expect((JSON.parse(later?.record_json ?? '') as RoutingRecord).reason).toBe(
      'Ann Lee is next of team Sales: has had 0 of 0, with a share of 50 %',
    )
    expect(await toldOf(test, lead)).toEqual(['lead.qualified', 'lead.updated', 'lead.handed_over'])
    const { payload_json } = await test.deps.store.db
      .selectFrom('deliveries')
      .select('payload_json')
      .where('event', '=', 'lead.handed_over')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(payload_json)).toMatchObject({
      lead: { id: lead, owner: { name: 'Ann Lee' }, temperature: 'hot', outcome: 'sales' },
      handOver: { status: 'done', why: 'hot', from: null, dueAt: new Date(later?.due_at ?? 0).toISOString() },
    })
    expect(test.news.at(-1)).toMatchObject({ lead, change: 'updated' })
    expect(await handOver(test)).toBe(0)
  })

  it('goes to sales when it reaches SAL, though the rules give a warm one to nobody', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const lead = await warmLead(test)
    await happened(test, 'quote_requested', EMAIL)
    await handOver(test)
    expect(await leadBy(test, EMAIL)).toMatchObject({ stage: 'sal', temperature: 'warm', owner_id: 'ann' })
    const [, later] = await decisionsOf(test, lead)
    expect(later).toMatchObject({ why: 'sal', outcome: 'sales' })
    const record = JSON.parse(later?.record_json ?? '') as RoutingRecord
    expect(record.reason).toContain(
      '“Warm leads to marketing” gives it to nobody, so it goes as by “Hot leads to sales”.',
    )
    expect(record.rules.map(({ id, held }) => [id, held])).toEqual([
      ['warm', false],
      ['hot', true],
    ])
  })

  it('is given away exactly once by servers that look at the same time, in fair turns', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store, FLOW)
    await addDestination(test)
    const emails = [1, 2, 3, 4, 5, 6].map(number => `lead${number}@company${number}.example`)
    for (const email of emails) await warmLead(test, email)
    await clicks(test, ...emails)
    const workers = [1, 2, 3].map(() => startHandOvers(test.deps, { poll: 1_000_000 }))
    await Promise.all(workers.map(worker => worker.runOnce()))
    await Promise.all(workers.map(worker => worker.stop()))

    const leads = await store.db.selectFrom('leads').select('owner_id').execute()
    expect(Map.groupBy(leads, ({ owner_id }) => owner_id).get('ann')).toHaveLength(3)
    expect(Map.groupBy(leads, ({ owner_id }) => owner_id).get('ben')).toHaveLength(3)
    const counters = await store.db.selectFrom('routing_counters').select(['person_id', 'assigned']).execute()
    expect(counters.toSorted((a, b) => (a.person_id < b.person_id ? -1 : 1))).toEqual([
      { person_id: 'ann', assigned: 3 },
      { person_id: 'ben', assigned: 3 },
    ])
    const told = await store.db
      .selectFrom('deliveries')
      .select('lead_id')
      .where('event', '=', 'lead.handed_over')
      .execute()
    expect(new Set(told.map(row => row.lead_id)).size).toBe(6)
    expect(told).toHaveLength(6)
  })

  it('is left alone by what comes in bulk', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const leadId = await warmLead(test)
    const { deps, workspaceId, clock } = test
    const row = { workspace_id: workspaceId, lead_id: leadId, fact: 'budget', source: 'crm' as const }
    await deps.store.write(trx =>
      trx
        .insertInto('lead_facts')
        .values({ ...row, value_json: '"b24k"', actor: 'user-1', at: clock.now() })
        .execute(),
    )
    await deps.store.write(trx => rescoreLead(trx, deps, { workspaceId, leadId, at: clock.now(), handOver: false }))
    expect(await leadBy(test, EMAIL)).toMatchObject({ temperature: 'hot', owner_id: null })
    expect(await handOver(test)).toBe(0)
  })

  it('is left alone by another model that goes live, however hot it makes it', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await warmLead(test)
    await publishModel(test, model => ({ ...model, thresholds: { ...model.thresholds, hot: { score: 50, fit: 40 } } }))
    const models = startFollowingModels(test.deps, { poll: 1_000_000 })
    await models.runOnce()
    await models.stop()
    expect(await leadBy(test, EMAIL)).toMatchObject({ temperature: 'hot', owner_id: null })
    expect(await handOver(test)).toBe(0)
  })

  it('is told to those who hear of hot leads only, once, by the alert of the hand-over', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const { deps, workspaceId } = test
    const settings = { to: ['sales@tallybarn.example'], leads: 'hot' }
    const alert = { workspaceId, connector: 'email', name: 'Alert', settings }
    await deps.store.write(trx => createDestination(trx, deps, alert))
    const lead = await warmLead(test)
    expect(await toldOf(test, lead)).toEqual([])
    await clicks(test, EMAIL)
    await handOver(test)
    expect(await toldOf(test, lead)).toEqual(['lead.handed_over'])
  })

  it('is told as qualified, with a word on its card, once its hand-over has failed for good', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const { deps, workspaceId } = test
    const settings = { to: ['sales@tallybarn.example'], leads: 'hot' }
    const alert = { workspaceId, connector: 'email', name: 'Alert', settings }
    await deps.store.write(trx => createDestination(trx, deps, alert))
    const lead = await warmLead(test)
    await clicks(test, EMAIL)
    await deps.store.db.updateTable('lead_hand_overs').set({ target_json: 'broken' }).execute()
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await toldOf(test, lead)).toEqual([])
      await handOver(test)
      test.clock.pass(MINUTE)
    }
    expect(await toldOf(test, lead)).toEqual(['lead.qualified'])
    const card = await loadLeadCard(deps.store.db, workspaceId, lead, test.clock.now())
    expect(card?.timeline.at(-1)).toMatchObject({ kind: 'owner', how: 'later', owner: null, why: 'hot' })
    expect(await handOver(test)).toBe(0)
  })

  it('is told as qualified after all where the rules leave a hot one to nobody', async () => {
    const rules = TURNS.rules.map(({ assign: _assign, ...rule }) => rule)
    const test = await createTestApp(await openTestStore(), {
      flow: { model: CLICKS_COUNT, routing: { ...TURNS, rules } },
    })
    const { deps, workspaceId } = test
    const alert = {
      workspaceId,
      connector: 'email',
      name: 'Alert',
      settings: { to: ['a@tallybarn.example'], leads: 'hot' },
    }
    await deps.store.write(trx => createDestination(trx, deps, alert))
    const lead = await warmLead(test)
    await clicks(test, EMAIL)
    await handOver(test)
    expect(await toldOf(test, lead)).toEqual(['lead.qualified'])
    const [, later] = await decisionsOf(test, lead)
    expect(later).toMatchObject({ kind: 'later', owner_id: null, outcome: 'sales' })
    expect(await leadBy(test, EMAIL)).toMatchObject({ owner_id: null })
  })
})

describeOnBoth('a company that comes on the priority list', openTestStore => {
  it('hands its leads over that nobody owns, once', async () => {
    const test = await createTestApp(await openTestStore())
    const { deps, workspaceId, clock } = test
    const lead = await warmLead(test)
    await warmLead(test, 'una@other.example')
    const rows = [{ row: 1, domain: 'nordvik-cold.example', name: null, note: null }]
    await deps.store.write(trx => importPriorityRows(trx, { workspaceId, rows, actor: 'user-1', at: clock.now() }))
    forgetAccountRules(workspaceId)
    const accounts = startAccountWorker(deps, { poll: 1_000_000 })
    await accounts.runOnce()
    // Something else happens before anybody was given it.
    const again = { workspaceId, leadId: lead, at: clock.now() }
    await deps.store.write(trx => rescoreLead(trx, deps, again))

    expect(await handOver(test)).toBe(1)

    expect(await leadBy(test, EMAIL)).toMatchObject({ temperature: 'warm', owner_id: 'owner', outcome: 'sales' })
    expect(await leadBy(test, 'una@other.example')).toMatchObject({ owner_id: null })
    const [, later] = await decisionsOf(test, lead)
    expect(later).toMatchObject({ why: 'priority', rule_id: 'priority', due_at: clock.now() + 15 * MINUTE })
    await clicks(test, EMAIL)
    await accounts.runOnce()
    await accounts.stop()
    expect(await handOver(test)).toBe(0)
  })
})

describeOnBoth('a lead that somebody owns', openTestStore => {
  it('stays theirs, whatever it does later', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: EMAIL }) })
    const { owner_id } = await leadBy(test, EMAIL)
    expect(owner_id).toBe('ann')
    await happened(test, 'quote_requested', EMAIL)
    expect(await handOver(test)).toBe(0)
    expect(await leadBy(test, EMAIL)).toMatchObject({ stage: 'sal', owner_id })
  })
})
