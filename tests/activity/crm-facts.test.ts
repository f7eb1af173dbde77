import { expect, it } from 'vitest'
import { loadLeadFacts } from '#server/leads/lead-facts.ts'
import { applyOutcome } from '#server/lifecycle/apply-outcome.ts'
import { removeOutcome } from '#server/lifecycle/outcomes.ts'
import { presets } from '#server/scoring/presets/index.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { eventSender, onlyLead } from './events.ts'

const EMAIL = HOT_ANSWERS.q_email as string // the answer to the question for it
const YEAR_AGO = START - 400 * 86_400_000

describeOnBoth('what the CRM says of a lead', openTestStore => {
  it('a talk, a meeting and an old contact count at once, and a call that nobody took does not', async () => {
    const { test, send } = await talking(openTestStore)
    const { fit } = await onlyLead(test)
    await send([event('a', 'call_made', { result: 'No answer' }), event('b', 'email_replied', { by: 'lead' })])
    expect(await factsOf(test)).toEqual({})
    expect(await onlyLead(test)).toMatchObject({ fit })
    await send([event('c', 'meeting_held'), event('d', 'crm_contact_created', { since: '2025-10-01', owner: 'Mara' })])
    expect(await factsOf(test)).toEqual({
      'crm.contacted': true,
      'crm.owner': 'Mara',
      'crm.since': Date.UTC(2025, 9, 1),
    })
    expect(await onlyLead(test)).toMatchObject({ fit: fit + 3 + 5 })
  })

  it('without a date the entry in the CRM is the event itself', async () => {
    const { test, send } = await talking(openTestStore)
    await send([{ ...event('d', 'crm_contact_created'), at: YEAR_AGO }])
    expect(await factsOf(test)).toEqual({ 'crm.since': YEAR_AGO })
  })

  it('a lost opportunity counts until one is won, by stage, event or outcome', async () => {
    const { test, send } = await talking(openTestStore)
    const { fit, id } = await onlyLead(test)
    await send([event('a', 'crm_stage_changed', { stage: 'Closed Lost' })])
    expect(await onlyLead(test)).toMatchObject({ fit: fit - 7 })
    await send([{ ...event('b', 'opportunity_won'), at: START + 1 }])
    expect(await onlyLead(test)).toMatchObject({ fit: fit + 3 })
    const lost = await outcome(test, 'lost', 2)
    expect(await factsOf(test)).toMatchObject({ 'crm.lost': true, 'crm.contacted': true })
    expect(await onlyLead(test)).toMatchObject({ fit: fit + 3 - 7, stage: 'recycled' })
    await test.deps.store.write(trx => removeOutcome(trx, test.workspaceId, lost.id))
    expect(await loadLeadFacts(test.deps.store.db, test.workspaceId, id)).not.toHaveProperty('crm.lost', true)
  })

  it('a change of company counts at once; what is not known is kept as text, with a warning', async () => {
    const { test, send } = await talking(openTestStore)
    const { fit } = await onlyLead(test)
    const properties = { industry: 'Computer Software', country: 'United Kingdom', staff: '1,200', revenue: 'a lot' }
    const { results } = await send([event('a', 'company_updated', { ...properties, technologies: 'HubSpot, Stripe' })])
    expect(results[0]).toMatchObject({
      status: 'accepted',
      warnings: [{ code: 'unknown_value', pointer: '/properties/revenue' }],
    })
    expect(await factsOf(test)).toMatchObject({ 'company.industry': 'Computer Software', 'company.staff': 1200 })
    expect(await factsOf(test)).not.toHaveProperty('company.revenue')
    const { fit: now } = await onlyLead(test)
    // Technology 15; the size of 50–500 that the visitor named is 1,200 now: 8 for 15.
    expect(now - fit).toBe(15 - 7)
    const odd = await send([event('b', 'company_updated', { industry: 'Fishing gear', country: 'Elbonia' })])
    expect(odd.results[0]).toMatchObject({
      warnings: [{ pointer: '/properties/industry' }, { pointer: '/properties/country' }],
    })
    expect(await onlyLead(test)).toMatchObject({ fit: now - 15 })
  })

  it('a new title answers the question for the role', async () => {
    const { test, send } = await talking(openTestStore)
    const { fit } = await onlyLead(test)
    await send([event('a', 'contact_updated', { title: 'Student of logistics' })])
    expect((await onlyLead(test)).fit).toBeLessThan(fit)
  })
})

async function talking(open: Parameters<Parameters<typeof describeOnBoth>[1]>[0]) {
  const model: ScoreModel = {
    ...presets.bant,
    fit: [
      ...presets.bant.fit,
      { id: 'contacted', kind: 'crm', signal: 'contacted', points: 3, reason: 'Sales spoke to them' },
      { id: 'lost', kind: 'crm', signal: 'lost', points: -7, reason: 'Lost before' },
      { id: 'known', kind: 'crm', signal: 'known_for', days: 365, points: 5, reason: 'Known for a year' },
      {
        id: 'industry',
        kind: 'when',
        when: { fact: 'company.industry', is: 'technology' },
        points: 15,
        reason: 'Technology',
      },
    ],
  }
  const test = await createTestApp(await open(), { flow: { model } })
  await startSession(test, { events: answered(HOT_ANSWERS) })
  return { test, send: await eventSender(test) }
}

function event(id: string, type: string, properties: Record<string, string | number> = {}) {
  return { id, type, email: EMAIL, at: START, properties }
}

async function factsOf(test: TestApp) {
  const { id } = await onlyLead(test)
  return await loadLeadFacts(test.deps.store.db, test.workspaceId, id)
}

async function outcome(test: TestApp, kind: 'lost' | 'won', after: number) {
  const { id: leadId } = await onlyLead(test)
  const { workspaceId } = test
  const told = {
    kind,
    amount: null,
    currency: null,
    reason: null,
    externalId: 'deal-1',
    source: 'api',
    at: START + after,
  }
  return await test.deps.store.write(trx =>
    applyOutcome(trx, test.deps, { ...told, workspaceId, leadId, actor: { id: 'key', name: 'CRM' } }),
  )
}
