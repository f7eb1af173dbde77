import { expect, it } from 'vitest'
import { decideLead } from '#server/leads/decide-lead.ts'
import { saveLeadFacts } from '#server/leads/lead-facts.ts'
import { recordOutcome } from '#server/lifecycle/outcomes.ts'
import { factsAt, loadPastLeads, type PastLead } from '#server/models/past-leads.ts'
import { scorePast } from '#server/models/score-past.ts'
import { loadRelease } from '#server/publishing/live.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000
const ALL = { since: 0, until: START + 100 * DAY }

describeOnBoth('past leads', openTestStore => {
  it('a lead keeps what was known at capture apart from what came later', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { id } = await onlyLead(test)
    await tell(test, id, { 'company.industry': 'logistics' })
    test.clock.pass(DAY)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_size: 's1001' }) })
    await tell(test, id, { 'crm.stage': 'Meeting' })

    const lead = await onlyPastLead(test)

    expect(lead.capturedFacts).toMatchObject({ size: 's50_500', 'company.industry': 'logistics' })
    expect(lead.capturedFacts).not.toHaveProperty('crm.stage')
    expect(lead.facts).toMatchObject({ size: 's1001', 'company.industry': 'logistics', 'crm.stage': 'Meeting' })
    expect(lead.laterFacts).toContainEqual({ fact: 'size', value: 's1001', source: 'conversation', at: START + DAY })
    expect(lead.laterFacts).toContainEqual({ fact: 'crm.stage', value: 'Meeting', source: 'crm', at: START + DAY })
    expect(factsAt(lead, START)).toEqual(lead.capturedFacts)
    expect(factsAt(lead, START + DAY)).toEqual(lead.facts)
  })

  it('acts come with their times, and the score is the one of capture', async () => {
    const test = await createTestApp(await openTestStore())
    const at = START - 60_000
    const act = { id: 'b1', type: 'page_viewed', path: '/pricing', at } as const
    await startSession(test, { events: answered(HOT_ANSWERS), behavior: [act] })

    const lead = await onlyPastLead(test)

    expect(lead.acts).toMatchObject([
      { type: 'page_viewed', path: '/pricing', at },
      { type: 'form_submitted', path: '/pricing', at: START },
    ])
    expect(lead).toMatchObject({ score: 72, createdAt: START, outcome: 'open', outcomeAt: null, verdict: null })
    expect(lead.stageLog).toEqual([{ from: null, to: 'mql', at: START }])
  })

  it('scored again as it was at capture, a lead comes to the score it was given then', async () => {
    const test = await createTestApp(await openTestStore())
    const act = { type: 'page_viewed', path: '/pricing' } as const
    for (const [index, q_email] of ['ida', 'leo', 'ada'].map(
      (name, at) => [at, `${name}@nordvik-cold.example`] as const,
    )) {
      const behavior = [0, 3, 40].map(days => ({ id: `b${days}`, ...act, at: test.clock.now() - days * DAY - index }))
      await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email }), behavior })
      test.clock.pass(5 * DAY)
      // What comes later must not count.
      await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email, q_budget: 'under_3k' }), behavior: [] })
    }

    const leads = await pastLeads(test)

    expect(leads).toHaveLength(3)
    for (const lead of leads) {
      const release = await loadRelease(test.deps.store.db, test.workspaceId, lead.releaseId)
      if (!release) throw new Error('The release is missing.')
      const model = { model: release.model, revision: release.modelRevision }
      expect(scorePast(lead, model, { flow: release.flow, moment: null }).score).toBe(lead.score)
    }
  })

  it('verdict, stage log and outcome tell what became of it', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    const { id } = await onlyLead(test)
    const actor = { id: 'nora', name: 'Nora Blake' }
    test.clock.pass(DAY)
    await decideLead(test.deps, { workspaceId: test.workspaceId, leadId: id, actor, decision: { verdict: 'accepted' } })
    test.clock.pass(DAY)
    await test.deps.store.write(trx =>
      recordOutcome(trx, test.deps, { ...won, workspaceId: test.workspaceId, leadId: id, at: START + 2 * DAY }),
    )

    const lead = await onlyPastLead(test)

    expect(lead).toMatchObject({
      verdict: 'accepted',
      verdictAt: START + DAY,
      outcome: 'won',
      outcomeAt: START + 2 * DAY,
    })
    expect(lead.stageLog).toEqual([
      { from: null, to: 'mql', at: START },
      { from: 'mql', to: 'sal', at: START + DAY },
    ])
  })

  it('leads held back as robots’ and leads of other times and workspaces are left out', async () => {
    const store = await openTestStore()
    const test = await createTestApp(store)
    const other = await createTestApp(store, { seed: 7 })
    await startSession(other, { events: answered(HOT_ANSWERS) })
    await startSession(test, { events: answered(HOT_ANSWERS), dwell: 1 })
    expect(await pastLeads(test)).toEqual([])

    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: 'leo@nordvik-cold.example' }) })
    expect(await pastLeads(test)).toHaveLength(1)
    expect(await pastLeads(test, { since: START + 1, until: START + DAY })).toEqual([])
    expect(await pastLeads(test, { since: 0, until: START })).toEqual([])
  })

  it('colleagues are told with the time of their capture', async () => {
    const test = await createTestApp(await openTestStore())
    await startSession(test, { events: answered(HOT_ANSWERS) })
    test.clock.pass(DAY)
    await startSession(test, { events: answered({ ...HOT_ANSWERS, q_email: 'leo@nordvik-cold.example' }) })

    const [first, second] = await pastLeads(test)

    expect(first?.colleagues).toEqual([START + DAY])
    expect(second?.colleagues).toEqual([START])
  })
})

const won = {
  kind: 'won',
  amount: 9000,
  currency: 'USD',
  reason: null,
  externalId: 'deal-1',
  source: 'api',
  actor: 'key',
} as const

async function tell({ deps, workspaceId }: TestApp, leadId: string, facts: Record<string, string>): Promise<void> {
  const at = deps.now()
  await deps.store.write(trx => saveLeadFacts(trx, { workspaceId, leadId, source: 'crm', actor: 'key', at, facts }))
}

async function pastLeads({ deps, workspaceId }: TestApp, query = ALL): Promise<PastLead[]> {
  const leads: PastLead[] = []
  for await (const batch of loadPastLeads(deps.store.db, workspaceId, query)) leads.push(...batch)
  return leads
}

async function onlyPastLead(test: TestApp): Promise<PastLead> {
  const [lead, ...others] = await pastLeads(test)
  if (!lead || others.length > 0) throw new Error('There should be one lead.')
  return lead
}

async function onlyLead({ deps }: TestApp): Promise<{ id: string }> {
  return await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
}
