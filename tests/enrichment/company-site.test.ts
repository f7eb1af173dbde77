import { expect, onTestFinished, test } from 'vitest'
import type { Repeated } from '#server/background/repeat.ts'
import { createEgress, type Egress } from '#server/delivery/egress.ts'
import { forgetEnabled, saveEnabled } from '#server/enrichment/enrichment-settings.ts'
import { listLookups } from '#server/enrichment/list-lookups.ts'
import { startEnrichment } from '#server/enrichment/worker.ts'
import type { Store } from '#server/store/open-store.ts'
import { type Answer, answerStatus, openSink, type Sink } from '#tests/delivery/sink.ts'
import { createTestApp, type TestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const PAGE = `<!doctype html><title>Cold storage | Nordvik Cold</title><meta name="generator" content="WordPress 6.9">
<script type="application/ld+json">{"@type":"Organization","name":"Nordvik Cold","numberOfEmployees":240,"address":{"addressCountry":"NO"}}</script>`
const page: Answer = (_request, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE)

interface Enriched extends TestApp {
  readonly site: TestApp['site']
  readonly web: Sink
  readonly worker: Repeated
}

/** The test app with the switch on, in front of a site on loopback that stands for `https://{domain}`. */
async function createEnriched(store: Store, answer: Answer, on = true): Promise<Enriched> {
  const web = await openSink(answer)
  const out = createEgress({ allow: [web.host], resolve: async () => [] })
  // The one thing that is made up: that the company's name leads to loopback. All else is what happens outside.
  const egress: Egress = request =>
    out({ ...request, url: request.url.replace('https://nordvik-cold.example/', `http://${web.host}/`) })
  const app = await createTestApp(store, { deps: { egress } })
  const { workspaceId, deps } = app
  if (on) await store.write(trx => saveEnabled(trx, workspaceId, { enabled: ['company-site'], at: deps.now() }))
  forgetEnabled(workspaceId)
  const worker = startEnrichment(deps, { poll: 2 ** 30 })
  onTestFinished(() => worker.stop())
  return { ...app, web, worker }
}

const facts = ({ deps }: TestApp) =>
  deps.store.db.selectFrom('lead_facts').select(['fact', 'value_json', 'source']).orderBy('fact').execute()

describeOnBoth('the company’s own site', openTestStore => {
  test('is not looked at unless it is switched on', async () => {
    const app = await createEnriched(await openTestStore(), page, false)

    await startSession(app, { events: answered(HOT_ANSWERS) })
    await app.worker.runOnce()

    expect(app.web.received).toEqual([])
    expect(await app.deps.store.db.selectFrom('enrichment_jobs').selectAll().execute()).toEqual([])
  })

  test('is read once for all leads of the company, and what it says becomes facts with evidence', async () => {
    const app = await createEnriched(await openTestStore(), page)
    await startSession(app, { events: answered(HOT_ANSWERS) })
    await startSession(app, { events: answered({ ...HOT_ANSWERS, q_email: 'per@nordvik-cold.example' }) })
    await app.worker.runOnce()

    expect(app.web.received.map(({ url }) => url)).toEqual(['/'])
    const headers = app.web.received[0]?.headers
    expect([headers?.cookie, headers?.referer, headers?.['user-agent']]).toEqual([undefined, undefined, 'Parley'])
    expect(await facts(app)).toHaveLength(8)
    expect((await facts(app)).filter(({ fact }) => fact === 'company.staff')).toEqual(
      Array(2).fill({ fact: 'company.staff', value_json: '240', source: 'enrichment' }),
    )
    const [lookup] = await listLookups(app.deps.store.db, app.workspaceId)
    expect(lookup).toMatchObject({ subject: 'nordvik-cold.example', status: 'done', reason: null })
    expect(lookup?.findings[0]).toEqual({
      fact: 'company.name',
      value: 'Nordvik Cold',
      evidence: { url: 'https://nordvik-cold.example/', place: 'json-ld', text: 'Nordvik Cold' },
    })
  })

  test('a private mailbox is left out, and nobody is asked', async () => {
    const app = await createEnriched(await openTestStore(), page)

    await startSession(app, { events: answered({ ...HOT_ANSWERS, q_email: 'ida@gmail.com' }) })
    await app.worker.runOnce()

    expect(app.web.received).toEqual([])
    expect(await listLookups(app.deps.store.db, app.workspaceId)).toMatchObject([
      { status: 'skipped', reason: 'A private mailbox: its domain says nothing about a company.' },
    ])
  })

  test('a page that asks not to be indexed is respected', async () => {
    const html = `<meta name="robots" content="noindex, nofollow">${PAGE}`
    const app = await createEnriched(await openTestStore(), (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html; charset=UTF-8' }).end(html),
    )

    await startSession(app, { events: answered(HOT_ANSWERS) })
    await app.worker.runOnce()

    expect(await facts(app)).toEqual([])
    expect(await listLookups(app.deps.store.db, app.workspaceId)).toMatchObject([
      { status: 'failed', reason: 'The page asks not to be indexed.' },
    ])
  })

  test('a site that fails is tried again politely, then given up and kept in sight', async () => {
    const app = await createEnriched(await openTestStore(), answerStatus(503))
    await startSession(app, { events: answered(HOT_ANSWERS) })
    for (const pass of [0, 11, 7 * 60, 3 * 24 * 60]) {
      app.clock.pass(pass * 60_000)
      await app.worker.runOnce()
      await app.worker.runOnce()
    }

    expect(app.web.received).toHaveLength(4)
    expect(await listLookups(app.deps.store.db, app.workspaceId)).toMatchObject([
      { status: 'failed', reason: 'The site did not answer well.' },
    ])
  })

  test('it follows to the company’s own pages only', async () => {
    const away: string[] = []
    const app = await createEnriched(await openTestStore(), ({ url }, response) => {
      away.push(url)
      const to = url === '/' ? 'https://nordvik-cold.example/en' : 'http://169.254.169.254/latest/meta-data/'
      response.writeHead(302, { location: to }).end()
    })

    await startSession(app, { events: answered(HOT_ANSWERS) })
    await app.worker.runOnce()

    expect(away).toEqual(['/', '/en'])
    expect(await listLookups(app.deps.store.db, app.workspaceId)).toMatchObject([
      { status: 'failed', reason: 'The address leads to another site.' },
    ])
  })

  test('a name that leads into a private network is never called', async () => {
    const app = await createEnriched(await openTestStore(), page)
    const egress = createEgress({ allow: [], resolve: async () => ['10.0.0.5'] })
    const worker = startEnrichment({ ...app.deps, egress }, { poll: 2 ** 30 })

    await startSession(app, { events: answered(HOT_ANSWERS) })
    await worker.runOnce()
    await worker.stop()

    expect(await listLookups(app.deps.store.db, app.workspaceId)).toMatchObject([
      { status: 'failed', reason: 'The name leads into a private network, which is never called.' },
    ])
  })
})
