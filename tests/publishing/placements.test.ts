import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SiteConfig } from '#flows/api.ts'
import type { Placement } from '#flows/placement.ts'
import { placementsSchema } from '#flows/placement-schema.ts'
import { loadFlowDetail } from '#server/publishing/flow-detail.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import { createTestApp, type TestApp } from '../support/app.ts'
import { describeOnBoth } from '../support/databases.ts'

const PROXY = '10.0.0.7'
const IN_SWEDEN: Placement = {
  surface: 'popup',
  shape: 'steps',
  when: { any: [{ fact: 'country', is: 'SE' }, { not: { fact: 'page.path', glob: '/blog/*' } }] },
  trigger: { delay: 5, event: 'calculator_used' },
  cap: { times: 2, per: 'visitor', days: 30 },
}

describeOnBoth('where a flow appears', (openTestStore, databases) => {
  test('several placements reach the site’s configuration, compiled for the loader', async () => {
    const app = await createTestApp(await openTestStore())
    await place(app, [{ surface: 'bubble', shape: 'chat' }, IN_SWEDEN, { surface: 'inline', shape: 'page' }])
    const { flows } = await configOf(app)
    expect(flows[0]?.placements).toEqual([
      { surface: 'bubble', shape: 'chat', when: { all: [] }, due: [] },
      {
        surface: 'popup',
        shape: 'steps',
        when: expect.anything(),
        due: [
          ['delay', 5],
          ['event:calculator_used', 1],
        ],
        cap: { times: 2, days: 30 },
      },
      { surface: 'inline', shape: 'page', when: { all: [] }, due: [] },
    ])
  })

  test('a pop-up without a cap comes up once a visit, and one that is clicked for is asked for', async () => {
    const app = await createTestApp(await openTestStore())
    await place(app, [{ surface: 'slide_in', shape: 'chat', trigger: { click: '.talk' } }])
    const { flows } = await configOf(app)
    expect(flows[0]).toMatchObject({ placements: [{ asked: true, due: [['click', '.talk']], cap: { times: 1 } }] })
    expect(flows[0]).not.toHaveProperty('bubble')
  })

  test('a bubble kept by an earlier version is read as a placement, live and as a draft', async () => {
    const app = await createTestApp(await openTestStore())
    const when = { fact: 'page.path', is: '/pricing' } as const
    await app.deps.store.write(async trx => {
      const kept = { bubble: { when }, draft: { bubble: null } }
      await trx
        .updateTable('flows')
        .set({ placement_json: JSON.stringify(kept) })
        .execute()
    })
    const of = { workspaceId: app.workspaceId, flowId: app.flowId }
    const { placement, version, flow, model, routing } = await loadFlowDetail(app.deps.store.db, of)
    expect(placement).toEqual([])

    await saveDraft(app.deps, { ...of, version, draft: { flow, model, routing, placement } })
    app.clock.pass(60_000)
    const { flows } = await configOf(app)
    expect(flows[0]?.placements).toMatchObject([{ surface: 'bubble', shape: 'chat' }])
  })

  test('the country is told where a trusted proxy names it and a placement asks for it, and then cached by nobody else', async () => {
    const config = { trustedProxies: ['10.0.0.0/8'] }
    const app = await createTestApp(await openTestStore(), { config })
    const ask = (header: string, address = PROXY) =>
      app.request(`/v1/sites/${app.site.key}`, { address, headers: { [header]: 'se' } })
    expect((await ask('cf-ipcountry')).headers.get('cache-control')).toContain('public')

    await place(app, [IN_SWEDEN])
    const told = await ask('cf-ipcountry')
    expect(told.headers.get('cache-control')).toBe('private, max-age=60')
    expect(await told.json()).toMatchObject({ country: 'SE' })
    expect(await (await ask('x-vercel-ip-country')).json()).toMatchObject({ country: 'SE' })
    expect(await (await ask('cf-ipcountry', '203.0.113.9')).json()).not.toHaveProperty('country')
    const nowhere = await app.request(`/v1/sites/${app.site.key}`, {
      address: PROXY,
      headers: { 'cf-ipcountry': 'XX' },
    })
    expect(await nowhere.json()).not.toHaveProperty('country')
  })

  test('a condition on what nobody knows before the flow is opened cannot be published', async () => {
    const app = await createTestApp(await openTestStore())
    const wrong = place(app, [{ surface: 'popup', shape: 'chat', when: { fact: 'role', is: 'exec' } }])
    await expect(wrong).rejects.toMatchObject({
      code: 'flow_invalid',
      options: { errors: [{ pointer: '/placement/0/when/fact', code: 'unknown_fact' }] },
    })
  })

  test('a page of before an update finds the entry module of now', async () => {
    const { dataDirectory: widgetDirectory } = await databases.createTestDatabase()
    writeFileSync(join(widgetDirectory, 'loader.js'), '')
    writeFileSync(
      join(widgetDirectory, 'manifest.json'),
      '{"entry":"assets/chat-of-today.js","teaser":"assets/teaser.js"}',
    )
    const app = await createTestApp(await openTestStore(), { config: { widgetDirectory } })
    const old = await app.request('/assets/chat-of-yesterday.js')
    expect([old.status, old.headers.get('location')]).toEqual([302, 'https://parley.example/assets/chat-of-today.js'])
    expect(old.headers.get('cache-control')).toBe('no-store')
    expect(old.headers.get('access-control-allow-origin')).toBe('*')
    expect((await app.request('/assets/other.js')).status).toBe(404)
  })
})

test.each([
  ['an unknown surface', [{ surface: 'billboard', shape: 'chat' }]],
  ['a trigger that waits for nothing', [{ surface: 'popup', shape: 'chat', trigger: {} }]],
  ['a scroll depth beyond the page', [{ surface: 'popup', shape: 'chat', trigger: { scroll: 101 } }]],
  ['a cap of none', [{ surface: 'popup', shape: 'chat', cap: { times: 0, per: 'visitor' } }]],
  ['days of a visit', [{ surface: 'popup', shape: 'chat', cap: { times: 1, per: 'session', days: 3 } }]],
  ['a regular expression', [{ surface: 'popup', shape: 'chat', when: { fact: 'page.path', matches: '.*' } }]],
  ['more places than anybody means', Array.from({ length: 31 }, () => ({ surface: 'inline', shape: 'chat' }))],
])('%s is refused', (_what, placements) => {
  expect(placementsSchema.safeParse(placements).success).toBe(false)
})

async function place(app: TestApp, placement: readonly Placement[]): Promise<void> {
  const of = { workspaceId: app.workspaceId, flowId: app.flowId }
  const { version, flow, model, routing } = await loadFlowDetail(app.deps.store.db, of)
  const saved = await saveDraft(app.deps, { ...of, version, draft: { flow, model, routing, placement } })
  await publish(app.deps, { ...of, version: saved.version, by: 'system' })
}

async function configOf(app: TestApp): Promise<SiteConfig> {
  return (await (await app.request(`/v1/sites/${app.site.key}`)).json()) as SiteConfig
}
