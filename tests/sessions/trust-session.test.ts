import { expect, it } from 'vitest'
import { trustLead } from '#server/leads/trust-lead.ts'
import { trustSession } from '#server/sessions/trust-session.ts'
import { createTestApp } from '#tests/support/app.ts'
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

const actor = { id: 'user', name: 'Mara Lind' }

describeOnBoth('a lead that was held back', openTestStore => {
  it('is scored, routed and delivered once somebody lets it through, with the consent as it was given', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    await startSession(test, { events: answered(HOT_ANSWERS), website: 'autofilled.example' })
    const { db } = test.deps.store
    const before = await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    const agreedAt = test.clock.now()
    test.clock.pass(3_600_000)

    await trustLead(test.deps, { workspaceId: test.workspaceId, leadId: before.id, actor })

    const lead = await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead).toMatchObject({ id: before.id, owner_id: 'owner', outcome: 'sales', temperature: 'hot', fit: 67 })
    expect(JSON.parse(lead.consent_json ?? '')).toMatchObject({ at: agreedAt })
    expect(await db.selectFrom('sessions').select(['quarantine', 'qualified', 'lead_id']).execute()).toEqual([
      { quarantine: null, qualified: 1, lead_id: before.id },
    ])
    expect(await db.selectFrom('deliveries').select(['event', 'lead_id']).execute()).toEqual([
      { event: 'lead.qualified', lead_id: before.id },
    ])
    expect(test.wakes()).toBe(1)
    const history = await db.selectFrom('lead_events').select(['type', 'actor']).orderBy('id').execute()
    expect(history).toContainEqual({ type: 'trusted', actor: 'user' })
  })

  it('is let through once', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS), dwell: 10 })
    const { id: leadId } = await test.deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    await trustLead(test.deps, { workspaceId: test.workspaceId, leadId, actor })
    const counts = await countRows(test)
    await expect(trustLead(test.deps, { workspaceId: test.workspaceId, leadId, actor })).rejects.toMatchObject({
      code: 'conflict',
    })
    await expect(trustLead(test.deps, { workspaceId: 'another', leadId, actor })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await countRows(test)).toEqual(counts)
  })

  it('joins the lead of the same person', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered({ q_need: 'spreadsheets', q_size: 's11_49' }), dwell: 10 })
    const held = await startSession(test, { events: answered(HOT_ANSWERS), dwell: 10 })
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_name: 'Ida F.' }) })
    const { db } = test.deps.store
    const { id: leadId } = await db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    test.clock.pass(1000)
    await db.updateTable('leads').set({ session_id: held.session }).execute()

    await trustLead(test.deps, { workspaceId: test.workspaceId, leadId, actor })

    expect(await db.selectFrom('leads').select(['id', 'name']).execute()).toEqual([{ id: leadId, name: 'Ida Falk' }])
  })

  it('goes on as a trusted conversation when it had not come to its end', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const { q_contact: agreed, ...rest } = HOT_ANSWERS
    const session = await startSession(test, { events: answered(rest), dwell: 10 })
    await trustSession(test.deps, { workspaceId: test.workspaceId, sessionId: session.session, actor })
    expect(await countRows(test)).not.toHaveProperty('leads')

    const last = numbered([{ type: 'answered', step: 'q_contact', value: agreed === true }], 8)
    const response = await appendTo(test, session, last)

    expect(await response.json()).toMatchObject({ decisions: [{ outcome: 'sales' }] })
    expect(await countRows(test)).toHaveProperty('deliveries', 1)
  })
})
