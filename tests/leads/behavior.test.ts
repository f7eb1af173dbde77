import { expect, it } from 'vitest'
import type { BehaviorEvent, CreateSessionResponse } from '#flows/api.ts'
import { decideLead } from '#server/leads/decide-lead.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { EngagementRule } from '#server/scoring/score-model.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  appendTo,
  countRows,
  HOT_ANSWERS,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

/** 8 + 5 + 8 + 6 + 4 = 31 of fit: an MQL, warm. */
const WARM = {
  ...HOT_ANSWERS,
  q_need: 'spreadsheets',
  q_size: 's11_49',
  q_role: 'manager',
  q_timeline: 'half_year',
  q_budget: 'not_set',
}
/** 0 + 5 + 8 + 6 + 4 = 23 of fit: cold. */
const COLD = { ...WARM, q_need: 'comparing' }

describeOnBoth('what a lead does later', openTestStore => {
  it('raises its score at once, each act once', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered(WARM) })
    const acts = [page('p1', '/pricing'), page('p2', '/customers/cold-store'), download('d1')]
    expect(await (await act(test, session, acts)).json()).toEqual({ recorded: 3 })
    expect(await (await act(test, session, acts)).json()).toEqual({ recorded: 0 })
    expect(await leadOf(test)).toMatchObject({ fit: 31, engagement: 14, score: 45, owner_id: null })
    expect(test.news.map(news => news.change)).toEqual(['created', 'updated'])
  })

  it('makes it an MQL and tells the destinations, when it is enough', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const session = await startSession(test, { events: answered(COLD) })
    await act(test, session, [page('p1', '/pricing')])
    await act(test, session, [page('p2', '/customers/cold-store')])
    expect(await leadOf(test)).toMatchObject({ score: 33, temperature: 'warm', stage: 'mql', outcome: 'trial' })
    const rows = await test.deps.store.db.selectFrom('deliveries').select('event').orderBy('id').execute()
    expect(rows.map(row => row.event)).toEqual(['lead.captured', 'lead.qualified'])
  })

  it('counts for the visitor’s lead, also from a later session without an address', async () => {
    const test = await createTestApp(await openTestStore())
    const visitor = 'visitor-who-returns'
    await startSession(test, { visitor, events: answered(WARM), behavior: [page('p0', '/')] })
    const later = await startSession(test, { visitor, events: answered({ q_need: 'comparing' }) })
    await act(test, later, [page('p1', '/pricing')])
    expect(await leadOf(test)).toMatchObject({ engagement: 5 })
  })

  it('of somebody without a lead is kept for later', async () => {
    const test = await createTestApp(await openTestStore())
    const visitor = 'visitor-not-yet-known'
    const session = await startSession(test, { visitor })
    await act(test, session, [page('p1', '/pricing')])
    expect(await countRows(test)).toEqual({ sessions: 1, behavior_events: 1 })
    await startSession(test, { visitor, events: answered(WARM) })
    expect(await leadOf(test)).toMatchObject({ engagement: 5 })
  })

  it('at the moment of the last answer counts as well', { timeout: 60_000 }, async () => {
    const test = await createTestApp(await openTestStore())
    for (let turn = 0; turn < 20; turn += 1) {
      const events = answered({ ...WARM, q_email: `ida@company-${turn}.example` })
      const session = await startSession(test, { events: events.slice(0, -1) })
      const responses = await Promise.all([
        appendTo(test, session, events.slice(-1)),
        act(test, session, [page('p1', '/pricing')]),
      ])
      expect(responses.map(response => response.status)).toEqual([200, 200])
    }
    const leads = await test.deps.store.db.selectFrom('leads').select('engagement').execute()
    expect(leads.map(lead => lead.engagement)).toEqual(Array.from({ length: 20 }, () => 5))
  })

  it('never moves what a salesperson decided', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test, { events: answered(WARM) })
    const lead = await leadOf(test)
    await decideLead(test.deps, {
      workspaceId: test.workspaceId,
      leadId: lead.id,
      actor: { id: 'user-1', name: 'Mara Lind' },
      decision: { verdict: 'rejected', reason: 'budget_later', hold: true },
    })
    await act(test, session, [page('p1', '/pricing'), page('p2', '/customers/cold-store')])
    expect(await leadOf(test)).toMatchObject({ stage: 'hold', engagement: 10 })
  })

  it('may count a thousand times by each of many rules', { timeout: 60_000 }, async () => {
    const each = Array.from({ length: 8 }, (_, index): EngagementRule => {
      const rule = { id: `page_${index}`, kind: 'event', event: 'page_viewed', times: 'each' } as const
      return { ...rule, points: 1, reason: 'Saw a page' }
    })
    const model = { ...presets.bant, engagement: { ...presets.bant.engagement, rules: each } }
    const test = await createTestApp(await openTestStore(), { flow: { model } })
    const session = await startSession(test, { events: answered(HOT_ANSWERS).slice(0, -1) })
    const acts = Array.from({ length: 1000 }, (_, index) => page(`p${index}`, '/pricing'))
    for (let from = 0; from < 1000; from += 200) await act(test, session, acts.slice(from, from + 200))
    expect((await appendTo(test, session, answered(HOT_ANSWERS).slice(-1))).status).toBe(200)
    expect((await appendTo(test, session, answered({ q_name: 'Ida M. Falk' }, 9))).status).toBe(200)
    expect(await leadOf(test)).toMatchObject({ name: 'Ida M. Falk', engagement: 30 })
    // The newest thousand acts count, and that the form was submitted is one of them.
    expect(await countRows(test)).toMatchObject({ leads: 1, ledger_entries: 8 * 999 + 5 })
  })

  it('is kept up to a thousand acts a session', async () => {
    const test = await createTestApp(await openTestStore())
    const session = await startSession(test)
    const acts = Array.from({ length: 1001 }, (_, index) => page(`p${index}`, '/pricing'))
    for (let from = 0; from < 1000; from += 200) {
      expect((await act(test, session, acts.slice(from, from + 200))).status).toBe(200)
    }
    const refused = await act(test, session, acts.slice(999))
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'too_many_events' }])
    expect(await (await act(test, session, acts.slice(0, 200))).json()).toEqual({ recorded: 0 })
    expect(await countRows(test)).toMatchObject({ behavior_events: 1000 })
  })

  it('with somebody else’s token is refused', async () => {
    const test = await createTestApp(await openTestStore())
    const one = await startSession(test)
    const two = await startSession(test)
    const response = await act(test, { session: one.session, token: two.token }, [page('p1', '/pricing')])
    expect(response.status).toBe(401)
    expect(await countRows(test)).toEqual({ sessions: 2 })
  })
})

const AT = Date.UTC(2026, 10, 22, 8, 59)

function page(id: string, path: string): BehaviorEvent {
  return { id, at: AT, type: 'page_viewed', path }
}

function download(id: string): BehaviorEvent {
  return { id, at: AT, type: 'downloaded', path: '/blog/cycle-counts', file: 'checklist.pdf' }
}

function act(
  { request }: TestApp,
  { session, token }: Pick<CreateSessionResponse, 'session' | 'token'>,
  events: readonly BehaviorEvent[],
): Promise<Response> {
  return request('/v1/behavior', { json: { token, session, events } })
}

async function leadOf({ deps }: TestApp) {
  return await deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}
