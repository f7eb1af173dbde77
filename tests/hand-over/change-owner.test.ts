import { expect, it } from 'vitest'
import { addMember, listMembers } from '#server/auth/members.ts'
import { insertMembership } from '#server/auth/memberships.ts'
import { changeOwner } from '#server/hand-over/change-owner.ts'
import { forgetFormerMembers } from '#server/hand-over/former-members.ts'
import { writeDecision } from '#server/hand-over/give-lead.ts'
import { handOverAll } from '#server/hand-over/hand-over-all.ts'
import { removeMember } from '#server/hand-over/remove-member.ts'
import { undoOwner } from '#server/hand-over/undo-owner.ts'
import { decideLead } from '#server/leads/decide-lead.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { invalidateLive } from '#server/publishing/live.ts'
import type { RoutingRecord } from '#server/routing/route.ts'
import { routeTo } from '#server/routing/route-later.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { CLICKS_COUNT, clicks, decisionsOf, handOver, leadBy, TURNS, toldOf, warmLead } from './setup.ts'

const EMAIL = 'ida@nordvik-cold.example'
const FLOW = { flow: { model: CLICKS_COUNT, routing: TURNS } }
const MARA = { id: 'user-1', name: 'Mara Lind' }

describeOnBoth('the owner of a lead', openTestStore => {
  it('is changed by hand with a reason, and back', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await addDestination(test)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: EMAIL }) })
    const before = await leadBy(test, EMAIL)
    const subject = { workspaceId: test.workspaceId, leadId: before.id, actor: MARA }
    test.clock.pass(1000)

    await changeOwner(test.deps, { ...subject, change: { person: 'ben', reason: 'Ben knows them' } })

    expect(await leadBy(test, EMAIL)).toMatchObject({
      owner_id: 'ben',
      owner_email: 'ben@sales.example',
      outcome: 'sales',
    })
    const [first, byHand] = await decisionsOf(test, before.id)
    expect(byHand).toMatchObject({ kind: 'manual', actor: MARA.id, actor_name: MARA.name, due_at: first?.due_at })
    const { reason } = JSON.parse(byHand?.record_json ?? '') as RoutingRecord
    expect(reason).toBe('Mara Lind gave it to Ben Oz: “Ben knows them”')
    expect(await toldOf(test, before.id)).toEqual(['lead.qualified', 'lead.handed_over'])
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, before.id, test.clock.now())
    expect(card?.routing[0]).toMatchObject({ kind: 'manual', by: 'Mara Lind', owner: 'ben' })
    expect(card?.timeline.at(-1)).toMatchObject({ kind: 'owner', owner: 'Ben Oz', from: 'Ann Lee', by: 'Mara Lind' })

    await undoOwner(test.deps, subject)

    const { updated_at: _then, ...same } = before
    expect(await leadBy(test, EMAIL)).toMatchObject(same)
    await expect(undoOwner(test.deps, subject)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is refused where it would change nothing, or name somebody who takes no leads', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const leadId = await warmLead(test)
    const ask = (change: Parameters<typeof changeOwner>[1]['change'], id = leadId) =>
      changeOwner(test.deps, { workspaceId: test.workspaceId, leadId: id, actor: MARA, change })
    await expect(ask({ person: 'eve' })).rejects.toMatchObject({ code: 'invalid_body' })
    await expect(ask({ route: true })).rejects.toMatchObject({ code: 'conflict' })
    await expect(ask({ person: 'ann' }, 'missing')).rejects.toMatchObject({ code: 'not_found' })
    await ask({ person: 'ann' })
    await expect(ask({ person: 'ann' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('is nobody while the lead is held back, and a decision by hand lets no robot through', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const { deps, workspaceId } = test
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_budget: 'not_set' }), website: 'x' })
    const held = await leadBy(test, EMAIL)
    const change = { workspaceId, leadId: held.id, actor: MARA, change: { person: 'ann' } }
    await expect(changeOwner(deps, change)).rejects.toMatchObject({ code: 'conflict' })

    const release = { routingRevision: test.release.routingRevision }
    const routed = routeTo({
      routing: TURNS,
      counters: [],
      at: held.created_at,
      assign: { person: 'ann' },
      outcome: '',
    })
    if (!routed) throw new Error('Ann is not there.')
    const decision = {
      lead: held,
      release,
      routed,
      kind: 'manual',
      why: 'manual',
      actor: MARA,
      at: held.created_at,
    } as const
    await deps.store.write(trx => writeDecision(trx, deps, decision))
    await clicks(test, EMAIL)
    expect(await leadBy(test, EMAIL)).toMatchObject({ score: held.score, temperature: held.temperature })
  })

  it('comes by the rules again, in fair turns, when somebody asks for it', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: EMAIL }) })
    const { id: leadId } = await leadBy(test, EMAIL)
    const subject = { workspaceId: test.workspaceId, leadId, actor: MARA }
    await changeOwner(test.deps, { ...subject, change: { route: true } })
    expect(await leadBy(test, EMAIL)).toMatchObject({ owner_id: 'ben' })
    const counters = await test.deps.store.db.selectFrom('routing_counters').select(['person_id', 'assigned']).execute()
    expect(counters).toHaveLength(2)
  })

  it('who leaves hands all open leads on, to others by the rules or to somebody by name', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    for (const number of [1, 2, 3, 4]) await hot(test, number)
    const byOwner = async () =>
      (await test.deps.store.db.selectFrom('leads').select('owner_id').orderBy('id').execute()).map(row => row.owner_id)
    expect(await byOwner()).toEqual(['ann', 'ben', 'ann', 'ben'])
    const all = { workspaceId: test.workspaceId, at: test.clock.now() }
    const leave = { ...all, from: { email: 'ANN@sales.example' }, to: 'route' } as const
    expect(await test.deps.store.write(trx => handOverAll(trx, test.deps, leave))).toBe(2)
    await handOver(test)
    expect(await byOwner()).toEqual(['ben', 'ben', 'ben', 'ben'])

    const back = { ...all, from: { person: 'ben' }, to: { person: 'ann' } } as const
    expect(await test.deps.store.write(trx => handOverAll(trx, test.deps, back))).toBe(4)
    await handOver(test)
    expect(await byOwner()).toEqual(['ann', 'ann', 'ann', 'ann'])
  })

  it('changes for all leads of who leaves without a deadline being forgotten', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await hot(test, 1)
    const { id } = await leadBy(test, 'lead1@company1.example')
    const to = { person: 'ben' }
    const leave = { workspaceId: test.workspaceId, from: { person: 'ann' }, to, at: test.clock.now() }
    await test.deps.store.write(trx => handOverAll(trx, test.deps, leave))
    await handOver(test)
    const [first, later] = await decisionsOf(test, id)
    expect(first?.due_at).toBe(test.clock.now() + 30 * 60_000)
    expect(later).toMatchObject({ owner_id: 'ben', due_at: first?.due_at })
  })

  it('is somebody else once they are taken out of the workspace', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const { deps, workspaceId } = test
    await hot(test, 1)
    const ann = { workspaceId, name: 'Ann Lee', email: 'ann@sales.example', password: 'correct horse battery' }
    await addMember(deps, { ...ann, role: 'sales' })
    const [member] = await listMembers(deps.store.db, workspaceId)
    const removed = await removeMember(deps, { workspaceId, memberId: member?.id ?? '', actor: MARA })
    expect(removed).toEqual({ handedOver: 1, inRouting: [{ id: 'pricing', name: 'pricing' }] })
    await handOver(test)
    expect(await listMembers(deps.store.db, workspaceId)).toEqual([])
    expect(await leadBy(test, 'lead1@company1.example')).toMatchObject({ owner_id: 'ben' })
  })

  it('is nobody who was taken out, though the routing names them, until they are a member again', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const { deps, workspaceId } = test
    const ann = { workspaceId, name: 'Ann Lee', email: 'ann@sales.example', password: 'correct horse battery' }
    const userId = await addMember(deps, { ...ann, role: 'sales' })
    await hot(test, 1)
    const { id: leadId } = await leadBy(test, 'lead1@company1.example')
    const subject = { workspaceId, leadId, actor: MARA }
    await changeOwner(deps, { ...subject, change: { person: 'ben' } })
    const [member] = await listMembers(deps.store.db, workspaceId)
    await removeMember(deps, { workspaceId, memberId: member?.id ?? '', actor: MARA })

    for (const number of [2, 3]) await hot(test, number)
    const owners = await deps.store.db.selectFrom('leads').select('owner_id').execute()
    expect(owners.map(({ owner_id }) => owner_id)).toEqual(['ben', 'ben', 'ben'])
    await expect(undoOwner(deps, subject)).rejects.toMatchObject({ code: 'conflict' })
    const again = { ...subject, change: { person: 'ann' } }
    await expect(changeOwner(deps, again)).rejects.toMatchObject({ code: 'invalid_body' })

    await deps.store.write(trx => insertMembership(trx, deps, { workspaceId, userId, role: 'sales' }))
    // Otherwise a few seconds pass until it is noticed.
    forgetFormerMembers(workspaceId)
    invalidateLive(workspaceId)
    await changeOwner(deps, again)
    expect(await leadBy(test, 'lead1@company1.example')).toMatchObject({ owner_id: 'ann' })
  })

  it('keeps a lead for which nobody else is found', async () => {
    const [hotRule, ...others] = TURNS.rules
    const alone = { ...TURNS, rules: [{ ...hotRule, assign: { person: 'ann' } }, ...others] } as typeof TURNS
    const test = await createTestApp(await openTestStore(), { flow: { model: CLICKS_COUNT, routing: alone } })
    await hot(test, 1)
    const leave = { workspaceId: test.workspaceId, from: { person: 'ann' }, to: 'route', at: test.clock.now() } as const
    expect(await test.deps.store.write(trx => handOverAll(trx, test.deps, leave))).toBe(1)
    await handOver(test)
    const { id, owner_id } = await leadBy(test, 'lead1@company1.example')
    expect(owner_id).toBe('ann')
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, id, test.clock.now())
    const reason = 'It stays with Ann Lee: nobody else is there'
    expect(card?.timeline.at(-1)).toMatchObject({ kind: 'owner', why: 'owner_left', owner: null, reason })
  })

  it('stays who it is where the routing has nobody else, or the person took the consent back', async () => {
    const teams = [{ id: 'sales', name: 'Sales', members: [{ person: 'ann', weight: 100 }] }]
    const alone = { ...TURNS, people: TURNS.people.filter(({ id }) => id === 'ann'), teams }
    const test = await createTestApp(await openTestStore(), { flow: { model: CLICKS_COUNT, routing: alone } })
    await hot(test, 1)
    const leave = { workspaceId: test.workspaceId, from: { person: 'ann' }, to: 'route', at: test.clock.now() } as const
    expect(await test.deps.store.write(trx => handOverAll(trx, test.deps, leave))).toBe(0)

    const both = await createTestApp(await openTestStore(), FLOW)
    await hot(both, 1)
    await both.deps.store.db.updateTable('leads').set({ consent_json: null }).execute()
    expect(await both.deps.store.write(trx => handOverAll(trx, both.deps, leave))).toBe(0)
  })

  it('comes by the rules where the routing does not know who is to have the leads of who leaves', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    await hot(test, 1)
    const to = { person: 'of-another-flow' }
    const leave = { workspaceId: test.workspaceId, from: { person: 'ann' }, to, at: test.clock.now() }
    expect(await test.deps.store.write(trx => handOverAll(trx, test.deps, leave))).toBe(1)
    await handOver(test)
    expect(await leadBy(test, 'lead1@company1.example')).toMatchObject({ owner_id: 'ben' })
  })

  it('is found for a lead that sales accepts and nobody has', async () => {
    const test = await createTestApp(await openTestStore(), FLOW)
    const leadId = await warmLead(test)
    const decision = { verdict: 'accepted' } as const
    await decideLead(test.deps, { workspaceId: test.workspaceId, leadId, actor: MARA, decision })
    await handOver(test)
    expect(await leadBy(test, EMAIL)).toMatchObject({ stage: 'sal', owner_id: 'ann' })
  })
})

async function hot(test: TestApp, number: number): Promise<void> {
  await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: `lead${number}@company${number}.example` }) })
}
