import { expect, it } from 'vitest'
import type { LeadPayload } from '#server/leads/lead-payload.ts'
import { fromLedgerRow } from '#server/leads/ledger-rows.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { createTestApp } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  appendTo,
  CONTEXT,
  countRows,
  HOT_ANSWERS,
  newSession,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('from a conversation to a lead', openTestStore => {
  it('a conversation sent whole becomes a hot lead with ledger, owner, offer and delivery', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const { db } = test.deps.store

    const response = await test.request('/v1/sessions', {
      json: newSession(test, {
        events: answered(HOT_ANSWERS),
        behavior: [{ id: 'b1', at: test.clock.now() - 90_000, type: 'page_viewed', path: '/pricing', seconds: 20 }],
      }),
    })
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      status: 'open',
      acknowledged: 8,
      decisions: [{ step: 'route', after: 8, outcome: 'sales', offer: { owner: { name: 'Mara' } } }],
    })

    const lead = await db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead).toMatchObject({
      email: 'ida@nordvik-cold.example',
      name: 'Ida Falk',
      source: 'newsletter',
      page_url: 'https://www.tallybarn.example/pricing',
      fit: 67,
      engagement: 5,
      score: 72,
      temperature: 'hot',
      stage: 'mql',
      outcome: 'sales',
      owner_name: 'Mara Lind',
      model_revision: test.release.modelRevision,
    })
    const entries = await db.selectFrom('ledger_entries').selectAll().execute()
    expect(foldLedger(entries.map(fromLedgerRow), presets.bant, test.clock.now()).score).toBe(72)
    const decision = await db.selectFrom('routing_decisions').selectAll().executeTakeFirstOrThrow()
    expect(decision).toMatchObject({ after_seq: 8, step: 'route', outcome: 'sales', rule_id: 'hot', owner_id: 'owner' })

    const delivery = await db.selectFrom('deliveries').selectAll().executeTakeFirstOrThrow()
    expect(delivery).toMatchObject({ event: 'lead.qualified', status: 'pending', lead_id: lead.id })
    const payload = JSON.parse(delivery.payload_json) as LeadPayload
    expect(payload.lead).toMatchObject({ score: { total: 72, fit: 67, engagement: 5 }, owner: { name: 'Mara Lind' } })
    expect(payload.lead.reasons.reduce((sum, reason) => sum + reason.points, 0)).toBe(72)
    expect(payload.lead.answers[1]).toMatchObject({ field: 'size', answer: '50–500', value: 's50_500' })
    const session = await db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    expect(session).toMatchObject({ lead_id: lead.id, step: 'book', started: 1, completed: 1, qualified: 1 })
    expect(test.wakes()).toBe(1)
    expect(test.news).toEqual([{ workspaceId: test.workspaceId, type: 'lead', lead: lead.id, change: 'created' }])
  })

  it('a conversation sent answer by answer becomes the same lead as one sent whole', async () => {
    const whole = await createTestApp(await openTestStore())
    await startSession(whole, { events: answered(HOT_ANSWERS), visitor: 'the-same-visitor' })
    const piecemeal = await createTestApp(await openTestStore())
    const [first, ...rest] = answered(HOT_ANSWERS)
    const started = await startSession(piecemeal, { events: first ? [first] : [], visitor: 'the-same-visitor' })
    for (const event of rest) expect((await appendTo(piecemeal, started, [event])).status).toBe(200)

    const columns = ['email', 'facts_json', 'fit', 'engagement', 'score', 'stage', 'outcome', 'owner_id'] as const
    const leadOf = (test: typeof whole) => test.deps.store.db.selectFrom('leads').select(columns).execute()
    expect(await leadOf(piecemeal)).toEqual(await leadOf(whole))
  })

  it('the consent record holds the exact words, their hash, locale, release and time', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { consent_json } = await test.deps.store.db
      .selectFrom('leads')
      .select('consent_json')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(consent_json ?? '')).toMatchObject({
      purpose: 'contact',
      text: 'Yes, Tallybarn may e-mail me about counting and its plans. I can take this back at any time.',
      textHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      locale: 'en',
      release: test.release.id,
      at: test.clock.now(),
    })
  })

  it('a cold visitor is sent to the trial and sees no calendar', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const small = { q_need: 'comparing', q_size: 's1_10', q_timeline: 'none', q_budget: 'under_3k' }
    const { status, decisions } = await startSession(test, { events: answered({ ...HOT_ANSWERS, ...small }) })
    expect({ status, decisions }).toEqual({
      status: 'completed',
      decisions: [{ step: 'route', after: 8, outcome: 'trial' }],
    })
    const { event } = await test.deps.store.db.selectFrom('deliveries').select('event').executeTakeFirstOrThrow()
    expect(event).toBe('lead.captured')
  })

  it('a student leaves kindly with a guide and is no lead', async () => {
    const test = await createTestApp(await openTestStore())
    const { q_need, q_size } = HOT_ANSWERS
    const answers = { q_need: q_need ?? '', q_size: q_size ?? '', q_role: 'student' }
    const { status, decisions } = await startSession(test, { events: answered(answers) })
    expect({ status, decisions }).toEqual({ status: 'completed', decisions: [] })
    expect(await countRows(test)).toEqual({ sessions: 1, session_events: 3 })
  })

  it('a customer is sent to support: no lead and no conversion', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered({ q_need: 'customer' }) })
    const session = await test.deps.store.db.selectFrom('sessions').selectAll().executeTakeFirstOrThrow()
    expect(session).toMatchObject({ status: 'completed', started: 1, completed: 0, qualified: 0, lead_id: null })
  })

  it('a student who asks for a demo is stored as disqualified, owned by nobody, told to nobody', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    await addDestination(test)
    const answers = {
      q_name: 'Bo Rask',
      q_email: 'bo@uni.example',
      q_company: 'University',
      q_size: 's1001',
      q_role: 'student',
      q_contact: true,
    }
    await startSession(test, { events: answered(answers) })
    const lead = await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead).toMatchObject({ stage: 'disqualified', temperature: 'disqualified', owner_id: null, outcome: 'guide' })
    expect(await countRows(test)).not.toHaveProperty('deliveries')
  })

  it('a demo request earns its points once and asks for sales', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'demo' })
    const answers = {
      q_name: 'Ida Falk',
      q_email: 'ida@fennmoor.example',
      q_company: 'Fennmoor',
      q_size: 's50_500',
      q_role: 'manager',
      q_need: 'erp_mismatch',
      q_timeline: 'quarter',
      q_message: 'Our ERP',
      q_contact: true,
    }
    await startSession(test, { events: answered(answers) })
    const lead = await test.deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
    expect(lead).toMatchObject({ fit: 45, engagement: 12, stage: 'sal' })
  })

  it('a lead magnet makes a lead and never offers a calendar', async () => {
    const test = await createTestApp(await openTestStore(), { template: 'magnet' })
    const answers = { q_email: 'ida@fennmoor.example', q_role: 'head', q_timeline: 'month', q_contact: true }
    const { status, decisions } = await startSession(test, { events: answered(answers) })
    expect({ status, decisions: decisions.map(one => Object.keys(one)) }).toEqual({
      status: 'completed',
      decisions: [['step', 'after', 'outcome']],
    })
    expect(await countRows(test)).toMatchObject({ leads: 1 })
  })

  it('a client clock that is wrong does not reach the score', async () => {
    const test = await createTestApp(await openTestStore())
    const page = { type: 'page_viewed', path: '/pricing' } as const
    await startSession(test, {
      events: answered(HOT_ANSWERS).map(event => ({ ...event, at: 12 })),
      behavior: [
        { id: 'past', at: 1000, ...page },
        { id: 'future', at: test.clock.now() + 1e10, type: 'page_viewed', path: '/customers/cold-store' },
      ],
    })
    const rows = await test.deps.store.db.selectFrom('ledger_entries').select(['rule_id', 'at']).execute()
    const at = Object.fromEntries(rows.map(row => [row.rule_id, row.at]))
    expect(at).toMatchObject({ pricing_page: test.clock.now(), case_study: test.clock.now() })
  })

  it('a session without an Origin header is taken and flagged', async () => {
    const test = await createTestApp(await openTestStore())
    const response = await test.request('/v1/sessions', {
      origin: null,
      json: newSession(test, { events: answered(HOT_ANSWERS), context: { ...CONTEXT, consent: 'unset' } }),
    })
    expect(response.status).toBe(201)
    const { body_json } = await test.deps.store.db
      .selectFrom('lead_events')
      .select('body_json')
      .where('type', '=', 'created')
      .executeTakeFirstOrThrow()
    expect(JSON.parse(body_json)).toMatchObject({ flags: ['no_origin'] })
  })
})
