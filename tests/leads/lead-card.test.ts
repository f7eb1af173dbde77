import { expect, it } from 'vitest'
import { assign } from '#flows/assign.ts'
import { loadLeadCard } from '#server/leads/lead-card.ts'
import { createFlow } from '#server/publishing/create-flow.ts'
import { publish } from '#server/publishing/publish.ts'
import { createTestApp, type TestApp, templateFlow } from '#tests/support/app.ts'
import {
  addDestination,
  answered,
  appendTo,
  CONTEXT,
  HOT_ANSWERS,
  numbered,
  startSession,
} from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('the lead card', openTestStore => {
  it('says who it is, what they said and did, and why the score is what it is', async () => {
    const test = await createTestApp(await openTestStore())
    await addDestination(test)
    const session = await startSession(test, {
      events: [...answered({ q_need: 'spreadsheets', q_size: 's50_500' }), ...answered({ ...HOT_ANSWERS }, 3)],
      behavior: [
        {
          id: 'b1',
          at: test.clock.now() - 90_000,
          type: 'page_viewed',
          path: '/pricing',
          title: 'Pricing',
          seconds: 20,
        },
      ],
    })
    await appendTo(test, session, numbered([{ type: 'booked', step: 'book' }], 11))
    const card = await cardOf(test)

    expect(card).toMatchObject({
      contact: { email: 'ida@nordvik-cold.example', name: 'Ida Falk', timeZone: 'Europe/Berlin' },
      company: { domain: 'nordvik-cold.example', freeMail: false, colleagues: [] },
      stage: 'sal',
      temperature: 'hot',
      outcome: 'sales',
      owner: { id: 'owner', name: 'Mara Lind', email: 'mara@tallybarn.example' },
      score: { total: 72, fit: 67, engagement: 5 },
      flow: { id: 'pricing', releaseNumber: 1 },
      quarantine: null,
    })
    expect(card.score.lines.reduce((sum, line) => sum + line.counted, 0)).toBe(72)
    expect(card.answers.slice(0, 2)).toMatchObject([
      { field: 'need', answer: 'Many sites to count' },
      { field: 'size', answer: '50–500' },
    ])
    expect(card.timeline.map(entry => entry.kind)).toEqual([
      'page',
      'conversation_started',
      'answer',
      'answer',
      ...Object.keys(HOT_ANSWERS).map(() => 'answer'),
      'booked',
      'decision',
      'completed',
    ])
    expect(card.timeline[4]).toMatchObject({ answer: 'Many sites to count', changed: true })
    expect(card.routing).toMatchObject([{ rule: 'hot', outcome: 'sales', record: { reason: expect.any(String) } }])
    expect(card.deliveries.map(({ event, status, destination }) => [event, status, destination.name])).toEqual([
      ['lead.updated', 'pending', 'CRM'],
      ['lead.qualified', 'pending', 'CRM'],
    ])
    expect(card.history.map(entry => entry.type)).toEqual(['created', 'consent_given', 'assigned', 'stage_changed'])
    expect(card.consent?.text).toContain('Tallybarn may e-mail me')
  })

  it('shows questions in the wording the visitor saw', async () => {
    const flow = templateFlow('landing')
    const test = await createTestApp(await openTestStore(), { template: 'landing' })
    const experiment = flow.experiments?.[0]
    const visitor = 'visitor-of-a-variant'
    const variants = experiment ? { [experiment.id]: assign(experiment, visitor) ?? '' } : {}
    await startSession(test, {
      visitor,
      events: answered(HOT_ANSWERS),
      context: { ...CONTEXT, variants, locale: 'de-AT' },
    })
    const german = flow.translations?.de?.['q_size.text']?.text
    const card = await cardOf(test)
    expect(card.answers.find(answer => answer.field === 'size')?.question).toBe(german ?? flowText(flow, 'q_size'))
  })

  it('puts the answers of several conversations together', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    test.clock.pass(60_000)
    const magnet = await createFlow(test.deps, {
      workspaceId: test.workspaceId,
      template: 'magnet',
      name: 'Magnet',
      owner: { name: 'Mara Lind', email: 'mara@tallybarn.example' },
    })
    const release = await publish(test.deps, {
      ...magnet,
      workspaceId: test.workspaceId,
      flowId: magnet.id,
      by: 'system',
    })
    const answers = { q_email: 'ida@nordvik-cold.example', q_role: 'head', q_timeline: 'month', q_contact: true }
    await startSession({ ...test, release }, { events: answered(answers) })
    const card = await cardOf(test)
    expect(card.score.fit).toBe(67)
    expect(card.answers.map(({ field, value }) => [field, value])).toEqual([
      ['need', 'many_sites'],
      ['size', 's50_500'],
      ['budget', 'b24k'],
      ['name', 'Ida Falk'],
      ['email', 'ida@nordvik-cold.example'],
      ['role', 'head'],
      ['timeline', 'month'],
      ['contact_ok', true],
    ])
  })

  it('is missing for another workspace', async () => {
    const test = await createTestApp(await openTestStore())
    const other = await createTestApp(test.deps.store, { seed: 2 })
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { id } = await test.deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    expect(await loadLeadCard(test.deps.store.db, other.workspaceId, id, 0)).toBeNull()
  })
})

async function cardOf({ deps, workspaceId }: TestApp) {
  const { id } = await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  const card = await loadLeadCard(deps.store.db, workspaceId, id, deps.now())
  if (!card) throw new Error('The lead has no card.')
  return card
}

function flowText(flow: ReturnType<typeof templateFlow>, step: string): string | undefined {
  const found = flow.steps.find(one => one.id === step)
  return found && 'text' in found ? found.text : undefined
}
