import { expect, it } from 'vitest'
import type { DecideStep, Flow } from '#flows/flow.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import type { LeadPayload } from '#server/leads/lead-payload.ts'
import { startPartialLeads } from '#server/leads/partial-leads.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, appendTo, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { contactFirst, publishFlow } from './contact-first.ts'

const HALF_AN_HOUR = 30 * 60_000
const { q_name, q_email, q_contact, ...REST } = HOT_ANSWERS
const CONTACT = { q_name: q_name ?? '', q_email: q_email ?? '', q_contact: q_contact ?? '' }

describeOnBoth('a conversation left after e-mail and consent (R17)', openTestStore => {
  async function begin(): Promise<TestApp> {
    const test = await publishFlow(await createTestApp(await openTestStore()), contactFirst())
    await addDestination(test)
    return test
  }

  it('becomes a partial lead after half an hour, not before', async () => {
    const test = await begin()
    await startSession(test, { events: answered({ ...CONTACT, q_need: 'many_sites' }) })
    expect(await take(test)).toBe(0)
    test.clock.pass(HALF_AN_HOUR - 1)
    expect(await take(test)).toBe(0)
    test.clock.pass(1)
    expect(await take(test)).toBe(1)

    const lead = await leadOf(test)
    expect(lead).toMatchObject({ email: q_email, partial: 1 })
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, lead.id, test.clock.now())
    expect(card).toMatchObject({
      partial: true,
      answers: expect.arrayContaining([expect.objectContaining({ field: 'need' })]),
    })
    expect((await payloads(test)).map(({ event, partial }) => [event, partial])).toEqual([['lead.captured', true]])
    expect(test.news.filter(({ type }) => type === 'lead')).toHaveLength(1)
  })

  it('waits from the last thing said', async () => {
    const test = await begin()
    const session = await startSession(test, { events: answered(CONTACT) })
    test.clock.pass(HALF_AN_HOUR - 1000)
    await appendTo(test, session, answered({ q_need: 'many_sites' }, 4))
    test.clock.pass(2000)
    expect(await take(test)).toBe(0)
    test.clock.pass(HALF_AN_HOUR)
    expect(await take(test)).toBe(1)
  })

  it('is taken once, however many servers look', async () => {
    const test = await begin()
    await startSession(test, { events: answered(CONTACT) })
    test.clock.pass(HALF_AN_HOUR)
    const [one, other] = [startPartialLeads(test.deps), startPartialLeads(test.deps)]
    const taken = await Promise.all([one.runOnce(), other.runOnce()])
    await Promise.all([one.stop(), other.stop()])
    expect(taken.toSorted()).toEqual([0, 1])
    expect(await take(test)).toBe(0)
    expect(await payloads(test)).toHaveLength(1)
  })

  it('is the same lead, whole, once the visitor comes back and completes it', async () => {
    const test = await begin()
    const session = await startSession(test, { events: answered(CONTACT) })
    test.clock.pass(HALF_AN_HOUR)
    await take(test)
    const before = await leadOf(test)
    await appendTo(test, session, answered(REST, 4))
    const after = await leadOf(test)
    expect(after).toMatchObject({ id: before.id, partial: 0, temperature: 'hot' })
    expect((await payloads(test)).at(-1)).toMatchObject({ partial: false })
    const card = await loadLeadCard(test.deps.store.db, test.workspaceId, after.id, test.clock.now())
    expect(card?.history.map(({ type }) => type)).toContain('completed')
    test.clock.pass(HALF_AN_HOUR)
    expect(await take(test)).toBe(0)
  })

  it('becomes one too when a decision came before the address', async () => {
    const flow = contactFirst()
    const early = { ...decide(flow), id: 'early', outcomes: {}, fallback: 'q_name' }
    const test = await publishFlow(await createTestApp(await openTestStore()), {
      ...flow,
      steps: [early, ...flow.steps],
    })
    const session = await startSession(test, { events: [] })
    expect((await appendTo(test, session, answered(CONTACT))).status).toBe(200)
    test.clock.pass(HALF_AN_HOUR)
    expect(await take(test)).toBe(1)
    expect(await leadOf(test)).toMatchObject({ partial: 1 })
  })

  it('leaves a lead whole that was whole before', async () => {
    const test = await begin()
    await startSession(test, { events: answered(HOT_ANSWERS_CONTACT_FIRST) })
    await startSession(test, { events: answered(CONTACT) })
    test.clock.pass(HALF_AN_HOUR)
    await take(test)
    expect(await leadOf(test)).toMatchObject({ partial: 0 })
  })

  it.each([
    ['without consent', { q_name: CONTACT.q_name, q_email: CONTACT.q_email }],
    ['without an address', { q_name: CONTACT.q_name }],
  ])('is none %s', async (_, answers) => {
    const test = await begin()
    await startSession(test, { events: answered(answers) })
    test.clock.pass(HALF_AN_HOUR)
    expect(await take(test)).toBe(0)
  })

  it('is none when it looks like a robot', async () => {
    const test = await begin()
    await startSession(test, { events: answered(CONTACT), website: 'https://spam.example' })
    test.clock.pass(HALF_AN_HOUR)
    expect(await take(test)).toBe(0)
  })
})

const HOT_ANSWERS_CONTACT_FIRST = { ...CONTACT, ...REST }

function decide(flow: Flow): DecideStep {
  const step = flow.steps.find(({ kind }) => kind === 'decide')
  if (step?.kind !== 'decide') throw new Error('The flow decides nothing.')
  return step
}

async function take({ deps }: TestApp): Promise<number> {
  const job = startPartialLeads(deps)
  const taken = await job.runOnce()
  await job.stop()
  return taken
}

function leadOf({ deps }: TestApp) {
  return deps.store.db.selectFrom('leads').selectAll().executeTakeFirstOrThrow()
}

async function payloads({ deps }: TestApp): Promise<{ event: string; partial: boolean }[]> {
  const rows = await deps.store.db.selectFrom('deliveries').select(['event', 'payload_json']).orderBy('id').execute()
  return rows.map(({ event, payload_json }) => {
    const payload = JSON.parse(payload_json) as { data?: LeadPayload } & LeadPayload // as the outbox wrote it
    return { event, partial: (payload.data ?? payload).lead.partial }
  })
}
