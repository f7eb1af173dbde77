import { expect, it } from 'vitest'
import { createApiKey } from '#server/auth/api-keys.ts'
import { decideLead } from '#server/leads/decide-lead.ts'
import { loadOutcomes } from '#server/lifecycle/outcomes.ts'
import type { OutcomeResult } from '#server/lifecycle/take-outcomes.ts'
import { createTestApp, START, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const DAY = 86_400_000
const OVE = 'ove@nordvik-farm.example'
const DEAL = { id: 'deal-1', email: 'Ida@Nordvik-Cold.example' }

describeOnBoth('POST /v1/outcomes', openTestStore => {
  it('moves the lead, once for each outcome of a deal, and tells the destinations', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    await addDestination(app)
    const send = await outcomeSender(app)
    const won = { ...DEAL, outcome: 'won', amount: 8280, currency: 'USD', at: START }
    expect(await send([{ ...DEAL, outcome: 'opportunity', at: START - DAY }, won])).toMatchObject([
      { id: 'deal-1', status: 'accepted', stage: 'opportunity' },
      { id: 'deal-1', status: 'accepted', stage: 'customer' },
    ])
    expect(await send([won])).toMatchObject([{ status: 'duplicate', stage: 'customer' }])
    expect(await send([{ ...won, amount: 9000 }])).toMatchObject([{ status: 'updated', stage: 'customer' }])

    const outcomes = await loadOutcomes(app.deps.store.db, app.workspaceId)
    expect(outcomes.map(({ kind, amount, source }) => [kind, amount, source])).toEqual([
      ['opportunity', null, 'api'],
      ['won', 9000, 'api'],
    ])
    const deliveries = await app.deps.store.db.selectFrom('deliveries').select('event').execute()
    expect(deliveries.length).toBe(2)
  })

  it('takes them in any order: an older one never takes the lead back', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    const send = await outcomeSender(app)
    await send([{ ...DEAL, outcome: 'lost', at: START, reason: 'chose_other' }])
    expect(await send([{ ...DEAL, outcome: 'opportunity', at: START - DAY }])).toMatchObject([
      { status: 'accepted', stage: 'recycled' },
    ])
    expect(await stageOf(app)).toBe('recycled')
    expect(await send([{ ...DEAL, id: 'deal-2', outcome: 'won', at: START + 60_000 }])).toMatchObject([
      { stage: 'customer' },
    ])
    expect(await send([{ ...DEAL, id: 'deal-3', outcome: 'lost', at: START + 120_000 }])).toMatchObject([
      { stage: 'customer' },
    ])
  })

  it('rejects with the reason, as a person would', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    const send = await outcomeSender(app)
    expect(await send([{ ...DEAL, outcome: 'rejected', reason: 'no_budget' }])).toMatchObject([
      { stage: 'disqualified' },
    ])
    expect((await loadOutcomes(app.deps.store.db, app.workspaceId)).map(({ kind }) => kind)).toEqual(['rejected'])
  })

  it('takes no lead past a rule that disqualifies it, unless it was won', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()), 'spy@competitor.example')
    const send = await outcomeSender(app)
    const deal = { id: 'deal-1', email: 'spy@competitor.example' }
    expect(await send([{ ...deal, outcome: 'opportunity' }])).toMatchObject([{ stage: 'disqualified' }])
    expect(await send([{ ...deal, outcome: 'won', at: START + 1000 }])).toMatchObject([{ stage: 'customer' }])
  })

  it('takes one back from the lead that it was told of by mistake', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    await leadOf(app, OVE)
    const { db } = app.deps.store
    const standing = async () => {
      const leads = await db.selectFrom('leads').select(['id', 'stage']).orderBy('email').execute()
      const facts = await db.selectFrom('lead_facts').select('lead_id').where('fact', '=', 'crm.lost').execute()
      return leads.map(({ id, stage }) => [stage, facts.some(({ lead_id }) => lead_id === id)])
    }
    const send = await outcomeSender(app)
    const [before] = await standing()
    await send([{ ...DEAL, outcome: 'lost' }])
    app.clock.pass(1000)
    await send([{ ...DEAL, email: OVE, outcome: 'lost' }])
    expect(await standing()).toEqual([before, ['recycled', true]])

    await send([{ id: 'deal-2', email: OVE, outcome: 'lost' }])
    app.clock.pass(1000)
    await send([{ ...DEAL, id: 'deal-2', outcome: 'lost' }])
    // The other deal of theirs is lost all the same.
    expect(await standing()).toEqual([
      ['recycled', true],
      ['recycled', true],
    ])
  })

  it('takes a rejection back likewise', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    await leadOf(app, OVE)
    const send = await outcomeSender(app)
    const stages = async () =>
      (await app.deps.store.db.selectFrom('leads').select('stage').orderBy('email').execute()).map(({ stage }) => stage)
    const [before] = await stages()
    await send([{ ...DEAL, outcome: 'rejected', reason: 'no_budget' }])
    app.clock.pass(1000)
    await send([{ ...DEAL, email: OVE, outcome: 'rejected', reason: 'no_budget' }])
    expect(await stages()).toEqual([before, 'disqualified'])
  })

  it('names what is wrong with an outcome and keeps the rest', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    const send = await outcomeSender(app)
    expect(
      await send([
        { ...DEAL, outcome: 'married' },
        { id: 'deal-2', outcome: 'won' },
        { ...DEAL, outcome: 'won', amount: 10 },
        { ...DEAL, outcome: 'won', at: START + 2 * DAY },
        { ...DEAL, outcome: 'won', at: 86_400 },
        { id: 'deal-3', outcome: 'won', lead: 'nobody' },
        'text',
        { ...DEAL, outcome: 'sql' },
      ]),
    ).toMatchObject([
      { status: 'refused', code: 'invalid_outcome', pointer: '/outcome' },
      { status: 'refused', code: 'invalid_outcome', pointer: '/email' },
      { status: 'refused', code: 'invalid_outcome', pointer: '/currency' },
      { status: 'refused', code: 'future_time', pointer: '/at' },
      { status: 'refused', code: 'ancient_time', pointer: '/at' },
      { status: 'refused', code: 'unknown_lead', pointer: '/lead' },
      { id: null, status: 'refused', code: 'invalid_outcome' },
      { status: 'accepted', stage: 'sql' },
    ])
  })

  it('leaves an accepted lead its verdict', async () => {
    const app = await leadOf(await createTestApp(await openTestStore()))
    const { id } = await app.deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
    const subject = { workspaceId: app.workspaceId, leadId: id, actor: { id: 'user-1', name: 'Mira Holm' } }
    await decideLead(app.deps, { ...subject, decision: { verdict: 'accepted' } })
    const send = await outcomeSender(app)
    expect(await send([{ id: 'deal-1', lead: id, outcome: 'opportunity' }])).toMatchObject([{ stage: 'opportunity' }])
    await startSession(app, { events: answered(HOT_ANSWERS) })
    expect(await stageOf(app)).toBe('opportunity')
  })

  it('needs a key of its scope', async () => {
    const app = await createTestApp(await openTestStore())
    const key = { workspaceId: app.workspaceId, name: 'Mailer', scopes: ['events:write'], createdBy: 'user-1' } as const
    const { secret } = await createApiKey(app.deps, key)
    const json = { outcomes: [{ ...DEAL, outcome: 'won' }] }
    expect((await app.request('/v1/outcomes', { origin: null, json })).status).toBe(401)
    expect((await app.request('/v1/outcomes', { origin: null, token: secret, json })).status).toBe(403)
  })
})

/** The app with one hot lead. */
async function leadOf(app: TestApp, email = 'ida@nordvik-cold.example'): Promise<TestApp> {
  await startSession(app, { events: answered({ ...HOT_ANSWERS, q_email: email }) })
  return app
}

async function outcomeSender(app: TestApp) {
  const key = { workspaceId: app.workspaceId, name: 'CRM', scopes: ['outcomes:write'], createdBy: 'user-1' } as const
  const { secret } = await createApiKey(app.deps, key)
  return async (outcomes: readonly unknown[]): Promise<readonly OutcomeResult[]> => {
    const response = await app.request('/v1/outcomes', { origin: null, token: secret, json: { outcomes } })
    if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
    return ((await response.json()) as { results: OutcomeResult[] }).results
  }
}

async function stageOf({ deps }: TestApp): Promise<string> {
  return (await deps.store.db.selectFrom('leads').select('stage').executeTakeFirstOrThrow()).stage
}
