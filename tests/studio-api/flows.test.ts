import { expect, test } from 'vitest'
import type { Problem } from '#flows/api.ts'
import type { Step } from '#flows/flow.ts'
import type {
  CheckResult,
  Draft,
  FlowChanges,
  FlowDetail,
  FlowSummary,
  FlowTemplate,
  SavedDraft,
} from '#server/http/api-type.ts'
import { loadFlowRevision, loadRelease } from '#server/publishing/live.ts'
import { revisionId } from '#server/publishing/revision-id.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type Client, codeOf, type Studio, setUpStudio } from './setup.ts'

async function newFlow(client: Client, template = 'pricing'): Promise<FlowDetail> {
  const response = await client.post('/flows', { template, name: 'Pricing page (EU)' })
  expect(response.status).toBe(201)
  return (await response.json()) as FlowDetail
}

function draftOf({ flow, model, routing, placement }: FlowDetail): Draft {
  return { flow, model, routing, placement }
}

function reworded(detail: FlowDetail, text: string): Draft {
  const steps = detail.flow.steps.map((step, index): Step => (index === 0 && 'text' in step ? { ...step, text } : step))
  return { ...draftOf(detail), flow: { ...detail.flow, steps } }
}

async function save(client: Client, { id, version }: FlowDetail, draft: Draft): Promise<SavedDraft> {
  const response = await client.put(`/flows/${id}/draft`, { version, ...draft })
  expect([response.status, response.ok ? '' : await response.text()]).toEqual([200, ''])
  return (await response.json()) as SavedDraft
}

async function publish(client: Client, id: string, version: number): Promise<FlowDetail> {
  const response = await client.post(`/flows/${id}/publish`, { version, note: 'A note' })
  expect([response.status, response.ok ? '' : await response.text()]).toEqual([200, ''])
  return (await response.json()) as FlowDetail
}

async function problemOf(response: Response): Promise<Problem> {
  return (await response.json()) as Problem
}

async function set(studio: Studio) {
  const client = await studio.member('marketer')
  return { client, detail: await newFlow(client) }
}

describeOnBoth('flows', openTestStore => {
  test('each template makes a flow that can be published as it is', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    const templates = (await (await client.get('/flow-templates')).json()) as FlowTemplate[]
    expect(templates.map(({ id }) => id)).toEqual(expect.arrayContaining(['pricing', 'demo', 'magnet']))

    for (const { id } of templates) {
      const response = await client.post('/flows', { template: id, name: `My ${id}` })
      const made = (await response.json()) as FlowDetail
      expect([made.id, made.checks.filter(({ severity }) => severity === 'error')]).toEqual([
        `my-${id.replace('_', '-')}`,
        [],
      ])
      const live = await publish(client, made.id, made.version)
      expect(live).toMatchObject({ live: { number: 1, note: 'A note', by: 'The marketer', live: true } })
    }
  })

  test('an id that is taken and a template that is not there are refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client } = await set(studio)

    const taken = await client.post('/flows', { template: 'demo', name: 'Pricing page (EU)' })
    expect([taken.status, await codeOf(taken)]).toEqual([409, 'conflict'])
    const unknown = await client.post('/flows', { template: 'sonnet', name: 'X' })
    expect([unknown.status, await codeOf(unknown)]).toEqual([422, 'invalid_body'])
  })

  test('a save over an older version is refused and changes nothing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)

    const saved = await save(client, detail, reworded(detail, 'First'))
    const late = await client.put(`/flows/${detail.id}/draft`, { version: detail.version, ...reworded(detail, 'Late') })

    expect([late.status, await codeOf(late)]).toEqual([409, 'draft_changed'])
    const now = (await (await client.get(`/flows/${detail.id}`)).json()) as FlowDetail
    expect(now.version).toBe(saved.version)
    expect(now.flow.steps[0]).toMatchObject({ text: 'First' })
  })

  test('of two saves at the same moment one wins', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    const other = await studio.member('owner')
    const put = (one: Client, text: string) =>
      one.put(`/flows/${detail.id}/draft`, { version: detail.version, ...reworded(detail, text) })

    const answers = await Promise.all([put(client, 'One'), put(other, 'Two')])

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  test('a part without its shape is refused with its code and pointers from the body', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    const { flow, model, routing, placement } = draftOf(detail)
    const put = async (draft: unknown) =>
      await problemOf(await client.put(`/flows/${detail.id}/draft`, { version: detail.version, ...(draft as object) }))

    const badFlow = await put({ flow: { ...flow, steps: [{ id: 'x', kind: 'sing' }] }, model, routing, placement })
    expect(badFlow).toMatchObject({ status: 422, code: 'flow_invalid' })
    expect(badFlow.errors?.[0]?.pointer).toMatch(/^\/flow\/steps\/0/)
    const badModel = await put({ flow, model: { ...model, surprise: 1 }, routing, placement })
    expect(badModel).toMatchObject({ status: 422, code: 'model_invalid', errors: [{ pointer: '/model/surprise' }] })
    const badRouting = await put({ flow, model, routing: { ...routing, rules: 'none' }, placement })
    expect(badRouting).toMatchObject({ status: 422, code: 'routing_invalid', errors: [{ pointer: '/routing/rules' }] })
    expect(await put({ flow, model, routing, placement: { bubble: 1 } })).toMatchObject({
      status: 422,
      code: 'invalid_body',
    })
    expect(await put({ flow, model, routing, placement, role: 'owner' })).toMatchObject({ code: 'invalid_body' })
    expect(await put({ flow: { ...flow, id: 'other' }, model, routing, placement })).toMatchObject({
      code: 'flow_invalid',
      errors: [{ pointer: '/flow/id' }],
    })
  })

  test('a draft with an error can be saved, and is neither publishable nor published', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    const [first, ...others] = detail.flow.steps
    const last = others.at(-1)
    const backward = others.map(step => (step.kind === 'ask' ? { ...step, to: first?.id ?? '' } : step))
    const dangling = others.map(step =>
      step === last ? step : step.kind === 'ask' ? { ...step, to: 'nowhere' } : step,
    )

    for (const [steps, code] of [
      [backward, 'flow_cycle'],
      [dangling, 'flow_invalid'],
      [[first, ...others, first], 'flow_invalid'],
    ] as const) {
      const now = (await (await client.get(`/flows/${detail.id}`)).json()) as FlowDetail
      const flow = { ...detail.flow, steps: steps[0] === first ? steps : [first, ...steps] } as FlowDetail['flow']
      const saved = await save(client, now, { ...draftOf(detail), flow })
      const checked = (await (await client.post(`/flows/${detail.id}/check`)).json()) as CheckResult
      expect(checked.publishable).toBe(false)
      const refused = await problemOf(await client.post(`/flows/${detail.id}/publish`, { version: saved.version }))
      expect(refused).toMatchObject({ status: 422, code })
      expect(refused.errors?.[0]?.pointer).toMatch(/^\/flow\/steps\/\d+/)
    }
    expect(await (await client.get(`/flows/${detail.id}`)).json()).toMatchObject({ live: null, releases: [] })
  })
})

describeOnBoth('publishing', openTestStore => {
  test('freezes what is published: later saves and releases leave it as it was', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    const { db } = studio.deps.store
    const first = await publish(client, detail.id, detail.version)
    const before = await loadRelease(db, studio.workspaceId, first.live?.id ?? '')

    const saved = await save(client, first, reworded(first, 'Changed'))
    const second = await publish(client, detail.id, saved.version)

    expect(second.releases.map(({ number, live }) => ({ number, live }))).toEqual([
      { number: 2, live: true },
      { number: 1, live: false },
    ])
    const after = await loadRelease(db, studio.workspaceId, first.live?.id ?? '')
    expect({ ...after, liveReleaseId: '' }).toEqual({ ...before, liveReleaseId: '' })
    expect(before?.flowRevision).toBe(revisionId(before?.flow))
    expect((await loadFlowRevision(db, before?.flowRevision ?? ''))?.steps[0]).toEqual(detail.flow.steps[0])
    const latest = await loadRelease(db, studio.workspaceId, second.live?.id ?? '')
    expect(latest?.flow.steps[0]).toMatchObject({ text: 'Changed' })
    expect(latest?.modelRevision).toBe(before?.modelRevision)
  })

  test('rolling back makes the old release live with its own content, and leaves the draft', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    const first = await publish(client, detail.id, detail.version)
    const saved = await save(client, first, reworded(first, 'Worse'))
    await publish(client, detail.id, saved.version)

    const response = await client.post(`/flows/${detail.id}/rollback`, { release: first.live?.id })
    const back = (await response.json()) as FlowDetail

    expect(back.live).toMatchObject({ id: first.live?.id, number: 1, live: true })
    expect(back.flow.steps[0]).toMatchObject({ text: 'Worse' })
    expect(back.releases).toHaveLength(2)
    const missing = await client.post(`/flows/${detail.id}/rollback`, { release: 'none' })
    expect([missing.status, await codeOf(missing)]).toEqual([404, 'not_found'])
  })

  test('of a version that is not the newest is refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    await save(client, detail, reworded(detail, 'Newer'))

    const refused = await client.post(`/flows/${detail.id}/publish`, { version: detail.version })

    expect([refused.status, await codeOf(refused)]).toEqual([409, 'draft_changed'])
  })

  test('two at once make two releases with numbers of their own', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)

    await Promise.all([publish(client, detail.id, detail.version), publish(client, detail.id, detail.version)])

    const { releases } = (await (await client.get(`/flows/${detail.id}`)).json()) as FlowDetail
    expect(releases.map(({ number }) => number)).toEqual([2, 1])
  })

  test('the placement goes live with the release, not with the save', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    await publish(client, detail.id, detail.version)
    const live = async () => {
      const row = await studio.deps.store.db.selectFrom('flows').select('placement_json').executeTakeFirstOrThrow()
      return (JSON.parse(row.placement_json) as { live: unknown }).live
    }
    const before = await live()

    const when = { fact: 'page.path', is: '/pricing' } as const
    const placement: Draft['placement'] = [{ surface: 'popup', shape: 'steps', when, trigger: { delay: 5 } }]
    const saved = await save(client, detail, { ...draftOf(detail), placement })
    expect(await live()).toEqual(before)
    await publish(client, detail.id, saved.version)

    expect(await live()).toEqual(placement)
  })

  test('says beforehand what will change', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { client, detail } = await set(studio)
    const changes = async () => (await (await client.get(`/flows/${detail.id}/changes`)).json()) as FlowChanges
    expect(await changes()).toEqual({ since: null, changes: [] })
    const live = await publish(client, detail.id, detail.version)
    expect((await changes()).changes).toEqual([])
    const summary = async () => ((await (await client.get('/flows')).json()) as FlowSummary[])[0]
    expect(await summary()).toMatchObject({ changed: false, live: { number: 1 } })

    const { thresholds } = live.model
    const hot = { ...thresholds.hot, score: thresholds.hot.score + 5 }
    await save(client, live, {
      ...reworded(live, 'Hello there'),
      model: { ...live.model, thresholds: { ...thresholds, hot } },
    })

    const { since, changes: found } = await changes()
    expect(since).toMatchObject({ number: 1 })
    expect(found).toMatchObject([
      { part: 'flow', kind: 'changed', after: 'Hello there', step: live.flow.steps[0]?.id },
      { part: 'model', kind: 'changed', text: 'Hot from score', before: '60', after: '65' },
    ])
    expect(await summary()).toMatchObject({ changed: true })
  })
})
