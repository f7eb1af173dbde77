import fc from 'fast-check'
import { expect, it } from 'vitest'
import { loadLeadFacts } from '#server/leads/lead-facts.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { EngagementRule, ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { eventSender, onlyLead } from './events.ts'

const EMAIL = HOT_ANSWERS.q_email as string // the answer to the question for it
const DAY_MS = 86_400_000

describeOnBoth('events from other systems', openTestStore => {
  it('raise the score of a lead at once, each event once', async () => {
    const test = await scoringMail(await openTestStore())
    const send = await eventSender(test)
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { id } = await onlyLead(test)
    const events = [event('e1', 'email_opened'), event('e2', 'email_clicked')]
    expect(await send(events)).toMatchObject({ accepted: 2, duplicates: 0, refused: 0 })
    expect(await onlyLead(test)).toMatchObject({ engagement: 4 })
    const again = await send(events)
    expect(again.results).toEqual([
      { id: 'e1', status: 'duplicate', lead: id },
      { id: 'e2', status: 'duplicate', lead: id },
    ])
    expect(await onlyLead(test)).toMatchObject({ engagement: 4 })
    expect(test.news.at(-1)).toMatchObject({ lead: id, change: 'updated' })
  })

  it('are judged one by one: the good ones of a batch are kept', async () => {
    const test = await createTestApp(await openTestStore())
    const send = await eventSender(test)
    const { results } = await send([
      event('good', 'email_opened'),
      { id: 'odd' },
      event('typo', 'email_click'),
      { ...event('late', 'email_opened'), at: START + 6 * 60_000 },
      { ...event('old', 'email_opened'), at: START - 4 * 365 * DAY_MS },
      { id: 'nobody', type: 'email_opened' },
      { id: 'stranger', type: 'email_opened', lead: 'no-such-lead' },
      event('good', 'email_clicked'),
    ])
    expect(results.map(({ id, status, code }) => [id, status, code])).toEqual([
      ['good', 'accepted', undefined],
      ['odd', 'refused', 'invalid_event'],
      ['typo', 'refused', 'unknown_type'],
      ['late', 'refused', 'future_time'],
      ['old', 'refused', 'ancient_time'],
      ['nobody', 'refused', 'no_subject'],
      ['stranger', 'refused', 'unknown_lead'],
      ['good', 'refused', 'id_conflict'],
    ])
    expect(results[2]?.detail).toContain('email_clicked')
    expect(await countEvents(test)).toBe(1)
  })

  it('under an id that was used for another event are refused, later too', async () => {
    const test = await createTestApp(await openTestStore())
    const send = await eventSender(test)
    await send([event('e1', 'email_opened')])
    const { results } = await send([event('e1', 'email_clicked')])
    expect(results).toMatchObject([{ id: 'e1', status: 'refused', code: 'id_conflict' }])
    expect(await send([event('e1', 'email_clicked')], { source: 'webinars' })).toMatchObject({ accepted: 1 })
  })

  it('of somebody who is no lead yet are kept, and count once they become one', async () => {
    const test = await scoringMail(await openTestStore())
    const send = await eventSender(test)
    const { visitor, ...clicked } = { ...event('e2', 'email_clicked'), visitor: 'visitor-0123456789' }
    const told = await send([event('e1', 'email_opened'), { ...clicked, email: undefined, visitor }])
    expect(told.results).toMatchObject([{ lead: null }, { lead: null }])
    await startSession(test, { visitor, events: answered(HOT_ANSWERS) })
    const lead = await onlyLead(test)
    expect(lead).toMatchObject({ engagement: 4 })
    const rows = await test.deps.store.db.selectFrom('activity_events').select('lead_id').execute()
    expect(rows).toEqual([{ lead_id: lead.id }, { lead_id: lead.id }])
  })

  it('that a machine made are kept, but never counted', async () => {
    const test = await scoringMail(await openTestStore())
    const send = await eventSender(test)
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const clicks = [1, 2, 3].map(n => event(`c${n}`, 'email_clicked', { link: `https://tallybarn.example/${n}` }))
    // One after another, as a mailer's webhooks come: the third shows what the first two were.
    for (const click of clicks) await send([click])
    const { results } = await send([
      event('o1', 'email_opened', { sent_at: START - 2_000 }),
      event('o2', 'email_opened', { user_agent: 'Mozilla/5.0' }),
      { ...event('p1', 'email_clicked', { user_agent: 'Barracuda Sentinel (EE)' }), at: START - 60_000 },
    ])
    expect(results.map(result => result.ignored)).toEqual(['too_soon', 'mail_privacy', 'link_scanner'])
    expect(await onlyLead(test)).toMatchObject({ engagement: 0 })
    const rows = await test.deps.store.db.selectFrom('activity_events').select('ignored').orderBy('id').execute()
    expect(rows.slice(0, 3)).toEqual([
      { ignored: 'link_scanner' },
      { ignored: 'link_scanner' },
      { ignored: 'link_scanner' },
    ])
  })

  it('settle facts of the lead: the newest word counts, in whatever order it comes', async () => {
    const test = await createTestApp(await openTestStore())
    const send = await eventSender(test)
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { id } = await onlyLead(test)
    await send([{ ...event('s2', 'crm_stage_changed', { stage: 'proposal' }), at: START - 1_000 }])
    await send([
      { ...event('s1', 'crm_stage_changed', { stage: 'contacted' }), at: START - 5_000 },
      event('u1', 'email_unsubscribed'),
    ])
    const facts = await loadLeadFacts(test.deps.store.db, test.workspaceId, id)
    expect(facts).toMatchObject({ 'crm.stage': 'proposal', 'email.unsubscribed': true })
  })

  it('that tell of another company score anew at once: who went to a competitor is left out', async () => {
    const test = await createTestApp(await openTestStore())
    const send = await eventSender(test)
    await startSession(test, { events: answered(HOT_ANSWERS) })
    expect(await onlyLead(test)).toMatchObject({ temperature: 'hot' })
    await send([event('c1', 'crm_company_changed', { company: 'Rival', domain: 'competitor.example' })])
    expect(await onlyLead(test)).toMatchObject({ temperature: 'disqualified', score: 0 })
  })

  it('settle them too when they came before the lead', async () => {
    const test = await createTestApp(await openTestStore())
    const send = await eventSender(test)
    await send([event('u1', 'email_unsubscribed')])
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { id } = await onlyLead(test)
    expect(await loadLeadFacts(test.deps.store.db, test.workspaceId, id)).toEqual({ 'email.unsubscribed': true })
  })

  it('are taken up to a bound a day for one lead', { timeout: 60_000 }, async () => {
    const test = await scoringMail(await openTestStore())
    const send = await eventSender(test)
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const many = Array.from({ length: 1_100 }, (_, n) => ({
      ...event(`m${n}`, 'email_opened'),
      at: START - n * 60_000,
    }))
    await send(many.slice(0, 500))
    await send(many.slice(500, 1_000))
    const { accepted, results } = await send(many.slice(990))
    expect([accepted, results[0]?.status, results.at(-1)?.code]).toEqual([0, 'duplicate', 'too_many_for_lead'])
    test.clock.pass(DAY_MS)
    expect(await send(many.slice(1_000))).toMatchObject({ accepted: 100 })
  })

  it('give the same score however they are shuffled, split and repeated', { timeout: 120_000 }, async () => {
    const test = await scoringMail(await openTestStore())
    const send = await eventSender(test)
    const types = ['email_opened', 'email_clicked', 'webinar_attended', 'crm_stage_changed', 'email_unsubscribed']
    const oneEvent = fc.record({
      type: fc.constantFrom(...types),
      ago: fc.integer({ min: 0, max: 40 * 86_400 }),
      link: fc.constantFrom('a', 'b', 'c'),
    })
    const batches = fc.uniqueArray(oneEvent, { minLength: 2, maxLength: 12, selector: act => act.ago }).chain(acts =>
      fc.record({
        acts: fc.constant(acts),
        order: fc.shuffledSubarray(
          acts.map((_, index) => index),
          { minLength: acts.length },
        ),
        repeated: fc.subarray(acts.map((_, index) => index)),
        cut: fc.integer({ min: 0, max: acts.length }),
      }),
    )
    let run = 0
    await fc.assert(
      fc.asyncProperty(batches, async ({ acts, order, repeated, cut }) => {
        run += 1
        const scores: unknown[] = []
        for (const way of ['ordered', 'shuffled'] as const) {
          const email = `ida@${way}-${run}.example`
          await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
          const told = acts.map(({ type, ago, link }, index) => ({
            ...event(`${way}-${run}-${index}`, type, { link, stage: link }),
            email,
            at: START - ago * 1_000,
          }))
          const sequence = way === 'ordered' ? told.map((_, index) => index) : [...order, ...repeated]
          const sent = sequence.flatMap(index => told[index] ?? [])
          const [first, second] = [sent.slice(0, cut), sent.slice(cut)]
          for (const part of [first, second]) if (part.length > 0) await send(part)
          const lead = await leadByEmail(test, email)
          const facts = await loadLeadFacts(test.deps.store.db, test.workspaceId, lead.id)
          scores.push({ score: lead.score, fit: lead.fit, engagement: lead.engagement, facts })
        }
        expect(scores[1]).toEqual(scores[0])
      }),
      { numRuns: 15 },
    )
  })

  it('need a key that is valid, with the scope, of the workspace', async () => {
    const test = await createTestApp(await openTestStore())
    const json = { events: [event('e1', 'email_opened')] }
    for (const token of [undefined, 'parley_aaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'x']) {
      const response = await test.request('/v1/events', { origin: null, json, ...(token && { token }) })
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([401, 'invalid_token'])
    }
    expect(await countEvents(test)).toBe(0)
  })
})

/** An app whose model counts mail: an open 1, a click 3. */
async function scoringMail(store: Parameters<typeof createTestApp>[0]): Promise<TestApp> {
  const rule = (id: string, event: string, points: number): EngagementRule => {
    return { id, kind: 'event', event, times: 'each', points, reason: id }
  }
  const rules = [
    rule('opened', 'email_opened', 1),
    rule('clicked', 'email_clicked', 3),
    rule('webinar', 'webinar_attended', 5),
  ]
  const model: ScoreModel = { ...presets.bant, engagement: { ...presets.bant.engagement, rules } }
  return await createTestApp(store, { flow: { model } })
}

function event(id: string, type: string, properties: Readonly<Record<string, unknown>> = {}) {
  return { id, type, at: START - 1_000, email: EMAIL, properties }
}

async function leadByEmail(test: TestApp, email: string) {
  return await test.deps.store.db.selectFrom('leads').selectAll().where('email', '=', email).executeTakeFirstOrThrow()
}

async function countEvents(test: TestApp): Promise<number> {
  return (await test.deps.store.db.selectFrom('activity_events').select('id').execute()).length
}
