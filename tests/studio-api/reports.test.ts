import { expect, test } from 'vitest'
import type { SessionEvent } from '#flows/api.ts'
import { assign } from '#flows/assign.ts'
import type { ExperimentReport, FlowDetail, Funnel, LeadDetail, LeadNews, LeadsPage } from '#server/http/api-type.ts'
import { answered, CONTEXT, HOT_ANSWERS, numbered } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type Client, type Studio, setUpStudio } from './setup.ts'

const ORIGIN = 'https://www.tallybarn.example'

interface Visited {
  readonly studio: Studio
  readonly client: Client
  readonly detail: FlowDetail
  /** A visitor who sends these events, on the site, from an address of their own. */
  visit(visitor: string, events: readonly SessionEvent[], more?: object): Promise<Response>
}

/** A live landing flow, whose opener is under test, on the workspace's site. */
async function goLive(studio: Studio): Promise<Visited> {
  const client = await studio.member('owner')
  const site = await client.put('/site', { name: 'Website', origins: [ORIGIN], consent: 'not_required' })
  const { key } = (await site.json()) as { key: string }
  const made = (await (await client.post('/flows', { template: 'landing', name: 'Landing' })).json()) as FlowDetail
  const published = await client.post(`/flows/${made.id}/publish`, { version: made.version })
  const detail = (await published.json()) as FlowDetail
  const [experiment] = detail.flow.experiments ?? []
  return {
    studio,
    client,
    detail,
    async visit(visitor, events, more = {}) {
      const unit = visitor.padEnd(16, '-')
      const variant = experiment && assign(experiment, unit)
      const response = await studio.app.request('/v1/sessions', {
        method: 'POST',
        headers: { origin: ORIGIN, 'content-type': 'application/json' },
        body: JSON.stringify({
          site: key,
          release: detail.live?.id,
          visitor: unit,
          key: `key-of-${unit}`,
          context: { ...CONTEXT, variants: experiment && variant ? { [experiment.id]: variant } : {} },
          dwell: 4000,
          events,
          ...more,
        }),
      })
      expect([response.status, response.ok ? '' : await response.text()]).toEqual([201, ''])
      return response
    },
  }
}

function withExposure({ detail }: Visited, visitor: string, events: readonly SessionEvent[]): SessionEvent[] {
  const [experiment] = detail.flow.experiments ?? []
  const variant = experiment && assign(experiment, visitor.padEnd(16, '-'))
  if (!experiment || !variant) throw new Error('No experiment is running.')
  const exposed = { type: 'exposed', experiment: experiment.id, version: experiment.version, variant } as const
  return numbered([exposed, ...events.map(({ seq: _seq, at: _at, ...body }) => body)])
}

describeOnBoth('from a conversation to the studio', openTestStore => {
  test('a hot lead arrives in an open inbox, explained, and its points add up', async () => {
    const visited = await goLive(await setUpStudio(await openTestStore()))
    const { client, visit } = visited
    const reader = (await client.get('/leads/stream')).body?.pipeThrough(new TextDecoderStream()).getReader()

    await visit('ida', answered(HOT_ANSWERS))

    let text = ''
    while (!text.includes('data: ')) text += (await reader?.read())?.value ?? ''
    await reader?.cancel()
    const news = JSON.parse(/data: (.*)\n/.exec(text)?.[1] ?? '') as LeadNews
    expect(news.lead).toMatchObject({ email: 'ida@nordvik-cold.example', temperature: 'hot', waiting: true })
    expect(news.lead.why.split(' · ')).toHaveLength(2)
    const card = (await (await client.get(`/leads/${news.lead.id}`)).json()) as LeadDetail
    expect(card.score.lines.reduce((sum, { counted }) => sum + counted, 0)).toBe(card.score.total)
    expect(card).toMatchObject({ waiting: true, verdict: null, owner: { name: 'The owner' } })

    await client.post(`/leads/${card.id}/accept`, {})

    const { leads } = (await (await client.get('/leads')).json()) as LeadsPage
    expect(leads).toMatchObject([{ id: card.id, stage: 'sal', waiting: false }])
  })

  test('somebody’s second visit leaves a rejected lead rejected', async () => {
    const { client, visit } = await goLive(await setUpStudio(await openTestStore()))
    await visit('ida', answered(HOT_ANSWERS))
    const [lead] = ((await (await client.get('/leads')).json()) as LeadsPage).leads
    await client.post(`/leads/${lead?.id}/reject`, { reason: 'budget_later', hold: true })

    await visit('ida-again', answered(HOT_ANSWERS))

    const after = ((await (await client.get('/leads')).json()) as LeadsPage).leads
    expect(after).toMatchObject([{ id: lead?.id, stage: 'hold', waiting: false }])
  })
})

describeOnBoth('the table of an experiment', openTestStore => {
  test('counts exposed, started, completed and qualified by variant, robots and crossed units apart', async () => {
    const visited = await goLive(await setUpStudio(await openTestStore()))
    const { client, visit, detail, studio } = visited
    const [experiment] = detail.flow.experiments ?? []
    const expected: Record<string, { exposed: number; qualified: number }> = {}
    for (let index = 0; index < 12; index += 1) {
      const visitor = `visitor-${index}`
      const hot = index % 3 === 0
      const email = `v${index}@nordvik-cold.example`
      await visit(visitor, withExposure(visited, visitor, hot ? answered({ ...HOT_ANSWERS, q_email: email }) : []))
      const variant = (experiment && assign(experiment, visitor.padEnd(16, '-'))) ?? ''
      const count = expected[variant] ?? { exposed: 0, qualified: 0 }
      expected[variant] = { exposed: count.exposed + 1, qualified: count.qualified + (hot ? 1 : 0) }
    }
    await visit('robot', withExposure(visited, 'robot', []), { website: 'https://spam.example' })
    const crossed = 'visitor-1'.padEnd(16, '-')
    await studio.deps.store.db.updateTable('exposures').set({ crossed: 1 }).where('unit_id', '=', crossed).execute()
    const variantOfCrossed = (experiment && assign(experiment, crossed)) ?? ''
    const before = expected[variantOfCrossed] ?? { exposed: 0, qualified: 0 }
    expected[variantOfCrossed] = { ...before, exposed: before.exposed - 1 }

    const [report] = (await (await client.get(`/flows/${detail.id}/experiments`)).json()) as ExperimentReport[]

    expect(report).toMatchObject({ id: 'opener', version: 1, status: 'running', crossed: 1 })
    const counted = Object.fromEntries(
      (report?.variants ?? []).map(({ id, exposed, qualified }) => [id, { exposed, qualified }]),
    )
    expect(counted).toEqual(expected)
    for (const { exposed, started, qualified, qualifiedRate } of report?.variants ?? []) {
      expect(qualifiedRate).toBe(qualified / exposed)
      expect(started).toBeGreaterThanOrEqual(qualified)
    }
  })

  test('keeps the data of a version that is no longer live apart', async () => {
    const visited = await goLive(await setUpStudio(await openTestStore()))
    const { client, visit, detail } = visited
    await visit('ida', withExposure(visited, 'ida', []))
    const { flow, model, routing, placement } = detail
    const steps = flow.steps.map(step =>
      step.id === 'hello' && step.kind === 'say' ? { ...step, text: 'New.' } : step,
    )
    const draft = { flow: { ...flow, steps }, model, routing, placement }
    const saved = await client.put(`/flows/${detail.id}/draft`, { version: detail.version, ...draft })
    const { version } = (await saved.json()) as { version: number }
    await client.post(`/flows/${detail.id}/publish`, { version })

    const reports = (await (await client.get(`/flows/${detail.id}/experiments`)).json()) as ExperimentReport[]

    expect(reports.map(({ version, status }) => ({ version, status }))).toEqual([
      { version: 2, status: 'running' },
      { version: 1, status: 'past' },
    ])
    expect(reports[0]?.variants.map(({ exposed }) => exposed)).toEqual([0, 0])
    expect(reports[1]?.variants.map(({ exposed }) => exposed)).toEqual([1])
  })
})

describeOnBoth('the funnel', openTestStore => {
  test('counts each visitor once, on their first day, in every step they reached', async () => {
    const visited = await goLive(await setUpStudio(await openTestStore()))
    const { client, visit, studio, detail } = visited
    const today = new Date(studio.deps.now()).toISOString().slice(0, 10)
    await visit('just-looking', withExposure(visited, 'just-looking', []))
    await visit('ida', withExposure(visited, 'ida', answered(HOT_ANSWERS)))
    await visit('half-way', numbered([{ type: 'answered', step: 'q_need', value: 'many_sites' }]))
    await visit('robot', [], { website: 'https://spam.example' })
    const [lead] = ((await (await client.get('/leads')).json()) as LeadsPage).leads
    await client.post(`/leads/${lead?.id}/accept`, {})

    for (const path of ['/funnel', `/funnel?flow=${detail.id}&days=7`]) {
      const { total, days } = (await (await client.get(path)).json()) as Funnel
      expect(total).toEqual({ exposed: 3, started: 2, completed: 1, qualified: 1, accepted: 1 })
      expect(days).toHaveLength(path === '/funnel' ? 30 : 7)
      expect(days.at(-1)).toEqual({ day: today, ...total })
      expect(days[0]).toMatchObject({ exposed: 0, accepted: 0 })
    }
  })
})
