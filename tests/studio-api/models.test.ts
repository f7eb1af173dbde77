import { expect, test } from 'vitest'
import type { Backtest, BacktestView, ModelsOverview } from '#server/http/api-type.ts'
import { decideLead } from '#server/leads/decide-lead.ts'
import { publish } from '#server/publishing/publish.ts'
import { changeModel, publishModel, withMql, withPoints } from '#tests/models/model-changes.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { eventually } from '#tests/support/eventually.ts'
import { addLead, publishFlow } from './leads.ts'
import { type Client, codeOf, type Studio, setUpStudio } from './setup.ts'

const DAY = 86_400_000

describeOnBoth('versions of a model', openTestStore => {
  test('are listed newest first, compared in words, and gone back to with the flow of today', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    await publishModel(studio, withMql(50))
    await publishModel(studio, withPoints('role', 'head', 15))

    const { versions, draft } = await overviewOf(client)
    expect(versions.map(({ number, live, firstRelease }) => [number, live, firstRelease])).toEqual([
      [3, true, 3],
      [2, false, 2],
      [1, false, 1],
    ])
    expect(draft).toMatchObject({ changed: false, changes: [] })

    const [, second, first] = versions
    const path = `/flows/pricing/models/compare?from=${first?.revision}&to=${second?.revision}`
    expect(await (await client.get(path)).json()).toMatchObject({
      from: 'Model 1',
      to: 'Model 2',
      changes: [{ text: 'MQL from score', after: '50' }],
    })

    const back = await client.post('/flows/pricing/models/rollback', { revision: first?.revision })
    const after = (await back.json()) as ModelsOverview
    expect(after.versions.map(({ number, live, lastRelease }) => [number, live, lastRelease])).toEqual([
      [3, false, 3],
      [2, false, 2],
      [1, true, 4],
    ])
    // Nobody had touched the draft's model, so it goes along: the next publish changes nothing.
    expect(after.draft).toMatchObject({ changed: false, revision: first?.revision })

    const again = await client.post('/flows/pricing/models/rollback', { revision: first?.revision })
    expect([again.status, await codeOf(again)]).toEqual([409, 'conflict'])
    const unknown = await client.post('/flows/pricing/models/rollback', { revision: 'a'.repeat(64) })
    expect(unknown.status).toBe(404)
  })

  test('a draft that was being edited keeps its model when the live one is rolled back', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    const first = (await overviewOf(client)).versions[0]
    await publishModel(studio, withMql(50))
    await changeModel(studio, withMql(55))

    await client.post('/flows/pricing/models/rollback', { revision: first?.revision })

    expect((await overviewOf(client)).draft).toMatchObject({ changed: true, changes: [{ after: '55' }] })
  })
})

describeOnBoth('sign-off', openTestStore => {
  test('another model goes live only when marketing and sales have signed it as it is', async () => {
    const studio = await setUp(await openTestStore())
    const [marketer, sales] = [await studio.member('marketer'), await studio.member('sales')]
    await marketer.put('/model-settings', { signOff: true, reviewDays: 30 })
    const version = await changeModel(studio, withMql(50))
    const goLive = async (at: number) => await marketer.post('/flows/pricing/publish', { version: at })
    const { revision } = (await overviewOf(marketer)).draft
    const sign = (client: Client, side: string, what = revision) =>
      client.post('/flows/pricing/models/sign', { side, revision: what })

    expect(await codeOf(await goLive(version))).toBe('sign_off_missing')
    expect((await sign(sales, 'marketing')).status).toBe(403)
    expect((await sign(marketer, 'marketing')).status).toBe(200)
    expect(await codeOf(await goLive(version))).toBe('sign_off_missing')

    // Whoever changes it afterwards has another model.
    const changed = await changeModel(studio, withMql(51))
    expect((await overviewOf(marketer)).draft.signatures).toEqual([])
    expect(await codeOf(await sign(sales, 'sales'))).toBe('draft_changed')
    const fresh = (await overviewOf(marketer)).draft.revision
    await sign(marketer, 'marketing', fresh)
    expect((await sign(sales, 'sales', fresh)).status).toBe(200)
    expect((await goLive(changed)).status).toBe(200)
  })

  test('one person does not sign for both sides, and a flow may change under the same model', async () => {
    const studio = await setUp(await openTestStore())
    const owner = await studio.member('owner')
    await owner.put('/model-settings', { signOff: true, reviewDays: 30 })
    const { revision } = (await overviewOf(owner)).draft
    await owner.post('/flows/pricing/models/sign', { side: 'marketing', revision })
    const both = await owner.post('/flows/pricing/models/sign', { side: 'sales', revision })
    expect([both.status, await codeOf(both)]).toEqual([409, 'conflict'])

    const version = await changeModel(studio, model => model)
    const { workspaceId, flowId } = studio
    await expect(publish(studio.deps, { workspaceId, flowId, version, by: 'system' })).resolves.toMatchObject({
      number: 2,
    })
  })
})

describeOnBoth('the review', openTestStore => {
  test('is due a month after the last look, until somebody looked', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    expect((await overviewOf(client)).review.due).toBe(false)
    studio.pass(31 * DAY)
    expect((await overviewOf(client)).review.due).toBe(true)
    await client.post('/flows/pricing/models/review')
    expect((await overviewOf(client)).review).toMatchObject({ due: false, by: 'The marketer' })
    studio.pass(31 * DAY)
    await client.put('/model-settings', { signOff: false, reviewDays: 0 })
    expect((await overviewOf(client)).review.due).toBe(false)
  })
})

describeOnBoth('backtests', openTestStore => {
  test('go on by themselves, are found again, and name people as they are called now', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    const sales = { id: 'nora', name: 'Nora Blake' }
    const leadId = await addLead(studio.deps, {
      workspace_id: studio.workspaceId,
      facts_json: JSON.stringify({ role: 'executive', size: 's50_500', budget: 'b24k', need: 'many_sites' }),
    })
    const decision = { verdict: 'accepted' } as const
    await decideLead(studio.deps, { workspaceId: studio.workspaceId, leadId, actor: sales, decision })
    await changeModel(studio, withMql(90))

    const begun = await client.post('/flows/pricing/backtests', spec(studio))
    expect(begun.status).toBe(202)
    const { id } = (await begun.json()) as Backtest
    expect((await overviewOf(client)).draft.tested).toBeNull()
    const done = await finished(client, id)

    expect(done).toMatchObject({ status: 'done', done: 1, total: 1 })
    expect(done.report).toMatchObject({
      leads: 1,
      good: 1,
      enough: false,
      base: { name: 'Model 1 (live)', qualified: 1 },
      candidate: { name: 'Draft', qualified: 0, agreement: { noAccepted: 1, kappa: 0 } },
      mql: { up: 0, down: 1, leads: [{ id: leadId, direction: 'down' }] },
      sample: [{ stage: 'sal', of: 1 }],
    })
    expect(done.people[leadId]).toMatchObject({ name: 'Ingrid Vik' })
    expect(await (await client.get('/flows/pricing/backtests')).json()).toMatchObject([{ id, by: 'The marketer' }])

    // What was tested is kept with the release that makes it live; another model is another test.
    const tested = { backtest: id, by: 'The marketer', leads: 1, at: expect.any(Number) }
    expect((await overviewOf(client)).draft.tested).toEqual(tested)
    await publishModel(studio, withMql(90))
    await publishModel(studio, withMql(80))
    expect((await overviewOf(client)).versions.map(version => version.tested)).toEqual([null, tested, null])
  })

  test('of a model against itself flip nobody, by a preset or a revision too', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    await addLead(studio.deps, { workspace_id: studio.workspaceId })
    const revision = (await overviewOf(client)).versions[0]?.revision
    const request = { ...spec(studio), candidate: { kind: 'revision', revision } }
    const { id } = (await (await client.post('/flows/pricing/backtests', request)).json()) as Backtest
    expect((await finished(client, id)).report).toMatchObject({ mql: { up: 0, down: 0 }, hot: { up: 0, down: 0 } })
  })

  test('that make no sense are refused, and what another workspace runs is not there', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    const foreigner = await studio.member('owner', await studio.otherWorkspace())
    const request = spec(studio)
    for (const wrong of [
      { ...request, since: 2, until: 1 },
      { ...request, matureDays: 0 },
      { ...request, candidate: { kind: 'draft', extra: 1 } },
      { ...request, target: 'rich' },
    ]) {
      expect((await client.post('/flows/pricing/backtests', wrong)).status).toBe(422)
    }
    const missing = { ...request, candidate: { kind: 'preset', preset: 'nonesuch' } }
    expect((await client.post('/flows/pricing/backtests', missing)).status).toBe(404)
    const { id } = (await (await client.post('/flows/pricing/backtests', request)).json()) as Backtest
    expect((await foreigner.get(`/flows/pricing/backtests/${id}`)).status).toBe(404)
    await finished(client, id)
  })

  test('can be ended, and an ended one stays ended', async () => {
    const studio = await setUp(await openTestStore())
    const client = await studio.member('marketer')
    const { id } = (await (await client.post('/flows/pricing/backtests', spec(studio))).json()) as Backtest
    const ended = (await (await client.post(`/flows/pricing/backtests/${id}/cancel`)).json()) as BacktestView
    expect(['cancelled', 'done']).toContain(ended.status)
    expect(await (await client.get(`/flows/pricing/backtests/${id}`)).json()).toMatchObject({ status: ended.status })
  })
})

type Set = Studio & { readonly flowId: string }

async function setUp(store: Parameters<typeof setUpStudio>[0]): Promise<Set> {
  const studio = await setUpStudio(store)
  const { flowId } = await publishFlow(studio.deps, studio.workspaceId)
  return { ...studio, flowId }
}

async function overviewOf(client: Client): Promise<ModelsOverview> {
  return (await (await client.get('/flows/pricing/models')).json()) as ModelsOverview
}

function spec({ deps }: Studio) {
  const models = { base: { kind: 'live' }, candidate: { kind: 'draft' } }
  return {
    ...models,
    since: 0,
    until: deps.now() + DAY,
    moment: 'capture',
    target: 'accepted',
    matureDays: 45,
    seed: 1,
  }
}

async function finished(client: Client, id: string): Promise<BacktestView> {
  return await eventually('a finished backtest', async () => {
    const view = (await (await client.get(`/flows/pricing/backtests/${id}`)).json()) as BacktestView
    return view.status === 'running' ? undefined : view
  })
}
