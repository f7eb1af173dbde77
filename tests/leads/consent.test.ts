import { expect, it } from 'vitest'
import type { Step } from '#flows/flow.ts'
import { decideLead } from '#server/leads/decide-lead.ts'
import { publish } from '#server/publishing/publish.ts'
import { bant } from '#server/scoring/presets/bant.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp, templateFlow } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  appendTo,
  CONTEXT,
  countRows,
  HOT_ANSWERS,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('consent', openTestStore => {
  it('without an address there is a decision, and no lead', async () => {
    const test = await askingNoContact(await createTestApp(await openTestStore()))
    const { q_name: _n, q_email: _e, q_contact: _c, ...answers } = HOT_ANSWERS
    const { decisions } = await startSession(test, { events: answered(answers) })
    expect(decisions).toMatchObject([{ outcome: 'sales', offer: { owner: { name: 'Mara' } } }])
    expect(await countRows(test)).toEqual({ sessions: 1, session_events: 6 })
  })

  it('taken back by an edit, the lead is not told of any more', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    const edited = await appendTo(test, session, answered({ q_need: 'customer' }, 9))
    expect(await edited.json()).toMatchObject({ status: 'completed' })
    const { db } = test.deps.store
    expect(await db.selectFrom('leads').select('consent_json').execute()).toEqual([{ consent_json: null }])
    expect(await db.selectFrom('deliveries').select('status').execute()).toEqual([{ status: 'cancelled' }])
    expect(await db.selectFrom('sessions').select('qualified').execute()).toEqual([{ qualified: 0 }])
    const types = await db.selectFrom('lead_events').select('type').orderBy('id').execute()
    expect(types.map(row => row.type)).toContain('consent_withdrawn')
  })

  it('taken back, its points are gone at once', async () => {
    const agreed = { fact: 'contact_ok', is: true } as const
    const rule = { id: 'agreed', kind: 'when', when: agreed, points: 7, reason: 'May be written to' } as const
    const model: ScoreModel = { ...bant, fit: [...bant.fit, rule] }
    const test = await createTestApp(await openTestStore(), { flow: { model } })
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    const { db } = test.deps.store
    const before = await db.selectFrom('leads').select('fit').executeTakeFirstOrThrow()
    await appendTo(test, session, answered({ q_need: 'customer' }, 9))
    const after = await db.selectFrom('leads').select(['fit', 'score']).executeTakeFirstOrThrow()
    expect(after.fit).toBe(before.fit - 7)
    const rules = await db.selectFrom('ledger_entries').select('rule_id').execute()
    expect(rules.map(row => row.rule_id)).not.toContain('agreed')
  })

  it('once taken back, neither acts nor verdicts are told', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const session = await startSession(test, { events: answered(HOT_ANSWERS) })
    await appendTo(test, session, answered({ q_need: 'customer' }, 9))
    const pages = ['/pricing', '/customers/cold-store'].map((path, index) => {
      return { id: `p${index}`, at: test.clock.now(), type: 'page_viewed', path }
    })
    const { session: id, token } = session
    expect((await test.request('/v1/behavior', { json: { token, session: id, events: pages } })).status).toBe(200)
    const lead = await test.deps.store.db.selectFrom('leads').select(['id', 'engagement']).executeTakeFirstOrThrow()
    expect(lead.engagement).toBeGreaterThan(0)
    const actor = { id: 'user-1', name: 'Mara Lind' }
    const { workspaceId } = test
    await decideLead(test.deps, { workspaceId, leadId: lead.id, actor, decision: { verdict: 'accepted' } })
    expect(await toldOf(test)).toEqual(['lead.qualified cancelled'])
  })

  it('given again in another conversation, the destinations hear of the lead after all', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const visitor = 'visitor-of-two-minds'
    const session = await startSession(test, { visitor, events: answered(HOT_ANSWERS) })
    await appendTo(test, session, answered({ q_need: 'customer' }, 9))
    await startSession(test, { visitor, events: answered(HOT_ANSWERS) })
    expect(await toldOf(test)).toEqual(['lead.qualified cancelled', 'lead.qualified pending'])
  })

  it('addresses are kept without their query, click ids with consent only', async () => {
    const test = await createTestApp(await openTestStore())
    const context = {
      ...CONTEXT,
      page: { url: 'https://www.tallybarn.example/pricing?email=ida@x.example#top', path: '/pricing?token=1' },
      referrer: 'https://mail.example/read?id=secret',
      utm: { source: 'ads', gclid: 'click-1' },
      consent: 'denied' as const,
    }
    const acts = [{ id: 'b1', at: 1, type: 'page_viewed', path: '/reset?code=secret' } as const]
    await startSession(test, { context, events: answered(HOT_ANSWERS), behavior: acts })
    const rows = [
      await test.deps.store.db.selectFrom('sessions').selectAll().execute(),
      await test.deps.store.db.selectFrom('leads').selectAll().execute(),
      await test.deps.store.db.selectFrom('behavior_events').selectAll().execute(),
    ]
    expect(JSON.stringify(rows)).not.toMatch(/ida@x\.example|token=|secret|click-1/)
  })
})

async function toldOf({ deps }: TestApp): Promise<string[]> {
  const rows = await deps.store.db.selectFrom('deliveries').select(['event', 'status']).orderBy('id').execute()
  return rows.map(({ event, status }) => `${event} ${status}`)
}

/** Publishes the pricing flow without its questions for a name, an address and consent. */
async function askingNoContact(test: TestApp): Promise<TestApp> {
  const { fields, steps, ...template } = templateFlow('pricing')
  const { name: _n, email: _e, contact_ok: _c, ...kept } = fields
  const isKept = (step: Step) => step.kind !== 'ask' || Object.hasOwn(kept, step.field)
  const shorter = steps
    .filter(isKept)
    .map(step => ('to' in step && step.to === 'q_name' ? { ...step, to: 'route' } : step))
  const flow = { ...template, fields: kept, steps: shorter, translations: {} }
  const { db } = test.deps.store
  await db
    .updateTable('flows')
    .set({ draft_flow_json: JSON.stringify(flow) })
    .execute()
  const { draft_version: version } = await db.selectFrom('flows').select('draft_version').executeTakeFirstOrThrow()
  const release = await publish(test.deps, {
    workspaceId: test.workspaceId,
    flowId: test.flowId,
    version,
    by: 'system',
  })
  return { ...test, release }
}
