import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { visitorIn } from '#demo/seed/audience.ts'
import { createRandom } from '#demo/seed/random.ts'
import type { Experiment } from '#flows/flow.ts'
import { reportExperiments } from '#server/experiments/report-experiments.ts'
import { draftOf, loadFlowRow } from '#server/publishing/flow-row.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { expectAccessible, fillIn } from './shapes.ts'

const start = useRunning()
const { newPage } = useBrowser()

const experiment: Experiment = {
  id: 'form_shape',
  version: 1,
  status: 'running',
  variants: [
    { id: 'a', weight: 5000, patch: {} },
    { id: 'b', weight: 5000, patch: { shape: 'page' } },
  ],
}

test('a test of shapes holds two visitors of one page in two shapes, and counts each once', async () => {
  const running = await start()
  await publishTest(running)
  for (const [variant, pages] of [
    ['a', 0],
    ['b', 1],
  ] as const) {
    const page = await newPage()
    await beVisitor(page, visitorIn(experiment, variant, createRandom(1)))
    await page.goto(`${running.siteOrigin}/demo`)
    const form = page.locator('parley-form')
    await form.getByLabel('Your name').waitFor()
    expect(await form.locator('form.page').count()).toBe(pages)
    await fillIn(form, `${variant}@fennmoor.example`, ['who'])
    if (variant === 'b') await fillIn(form, `${variant}@fennmoor.example`, ['company', 'wish'])
    await form.getByRole('button', { name: /^(Continue|Send)$/ }).click()
    await form.getByLabel('Your name').waitFor({ state: 'detached' })
  }
  const report = await eventually('two visitors counted', async () => {
    const [found] = await reportOn(running)
    return found?.variants.every(({ started }) => started === 1) ? found : undefined
  })
  expect(report.variants.map(({ id, exposed }) => ({ id, exposed }))).toEqual([
    { id: 'a', exposed: 1 },
    { id: 'b', exposed: 1 },
  ])
  expect(report.crossed).toBe(0)
})

test.each(['light', 'dark'] as const)(
  'axe finds nothing wrong with pages of Parley’s own in the %s scheme',
  async colorScheme => {
    const { parleyOrigin } = await start()
    const page = await newPage({ colorScheme, reducedMotion: 'reduce', expected: [/422/] })
    for (const path of ['/f/demo', '/f/demo?shape=page', '/f/pricing', '/f/demo?plain=1']) {
      await page.goto(parleyOrigin + path)
      await page
        .getByRole('button', { name: /^(Continue|Send|Spreadsheets)$/ })
        .first()
        .waitFor()
      await expectAccessible(page, path)
    }
    await page.getByRole('button', { name: 'Send' }).click()
    await page.getByRole('heading', { name: 'Please check these answers' }).waitFor()
    await expectAccessible(page, 'a plain form with refused answers')
  },
)

async function publishTest({ deps, workspaceId }: Running): Promise<void> {
  const key = { workspaceId, flowId: 'demo' }
  const row = await loadFlowRow(deps().store.db, key)
  const draft = draftOf(row)
  const tested = { ...draft, flow: { ...draft.flow, experiments: [experiment] } }
  const { version } = await saveDraft(deps(), { ...key, version: row.draft_version, draft: tested })
  await publish(deps(), { ...key, version, by: 'system' })
}

/** A visitor of this id, whose consent the page has asked for and got: only then do they count. */
async function beVisitor(page: Page, visitor: string): Promise<void> {
  await page.addInitScript(id => {
    Object.assign(window, { parley: { q: [['consent', 'granted']] } })
    const now = Date.now()
    const past = {
      visitor: id,
      from: ['https://news.example/', ''],
      events: [],
      seen: [],
      first: now,
      since: now,
      at: now,
      pages: 1,
    }
    localStorage.parley ??= JSON.stringify(past)
  }, visitor)
}

async function reportOn({ deps, workspaceId }: Running) {
  const reports = await reportExperiments(deps().store.db, { workspaceId, flowId: 'demo', flows: [] })
  return reports.filter(({ id }) => id === experiment.id)
}
