import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { visitorIn } from '#demo/seed/audience.ts'
import { createRandom } from '#demo/seed/random.ts'
import type { Experiment, Flow } from '#flows/flow.ts'
import { reportExperiments } from '#server/experiments/report-experiments.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { openPricingChat } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const start = useRunning()
const { newPage } = useBrowser()

const SENTENCE = 'What should counting do better?'
const VARIANT = 'What costs you most when you count?'

test('a marketer changes a sentence and adds a variant, publishes, and two visitors read different words, counted once each', async () => {
  const running = await start()
  const studio = await newPage({ expected: [SIGNED_OUT] })
  await signUp(studio, running.setupLink)

  await editAndPublish(studio)

  const experiment = await liveExperimentOn(running, 'q_need.text')
  for (const [variant, words] of [
    ['a', SENTENCE],
    ['b', VARIANT],
  ] as const) {
    const visitor = await newPage()
    await beVisitor(visitor, visitorIn(experiment, variant, createRandom(1)))
    const chat = await openPricingChat(visitor, running.siteOrigin)
    await chat.asks(words)
    await chat.tap('Spreadsheets')
    await chat.asks('How many people work at your company?')
    // A second look is no second exposure.
    await visitor.reload()
    await chat.asks('How many people work at your company?')
  }
  const report = await eventually('two exposures', () => reportOn(running, experiment.id))
  expect(report.variants.map(({ id, exposed, started }) => ({ id, exposed, started }))).toEqual([
    { id: 'a', exposed: 1, started: 1 },
    { id: 'b', exposed: 1, started: 1 },
  ])
  expect(report.crossed).toBe(0)
})

async function editAndPublish(studio: Page): Promise<void> {
  await studio.getByRole('link', { name: 'Flows' }).click()
  await studio.getByText('Pricing chat').first().click()
  await studio.getByRole('button', { name: /What should counting fix\?.*6 answers/ }).click()
  await studio.getByLabel('Question', { exact: true }).fill(SENTENCE)
  await studio.getByRole('button', { name: 'Test another wording' }).click()
  await studio.getByRole('textbox', { name: 'Wording B' }).fill(VARIANT)
  await studio.getByRole('button', { name: 'Review and publish' }).click()
  await studio.getByRole('button', { name: 'Publish release 2' }).click()
  await studio.getByText('Release 2 of “Pricing chat” is live').waitFor()
}

/** The id a browser was given on an earlier visit. */
/** A visitor of this id, whose consent the page has asked for and got: only then is a visitor the same one on the next page. */
async function beVisitor(page: Page, visitor: string): Promise<void> {
  await page.addInitScript(id => {
    Object.assign(window, { parley: { q: [['consent', 'granted']] } })
    const now = Date.now()
    const visit = { from: [location.href, ''], events: [], seen: [], first: now, since: now, at: now, pages: 1 }
    localStorage.parley ??= JSON.stringify({ visitor: id, ...visit })
  }, visitor)
}

async function liveExperimentOn({ deps, workspaceId }: Running, wording: string): Promise<Experiment> {
  const { body_json } = await deps()
    .store.db.selectFrom('flows')
    .innerJoin('releases', 'releases.id', 'flows.live_release_id')
    .innerJoin('revisions', 'revisions.id', 'releases.flow_revision')
    .select('revisions.body_json')
    .where('flows.workspace_id', '=', workspaceId)
    .where('flows.id', '=', 'pricing')
    .executeTakeFirstOrThrow()
  const flow = JSON.parse(body_json) as Flow // a published revision
  const found = flow.experiments?.find(({ variants }) => variants.some(({ patch }) => patch[wording] !== undefined))
  if (!found) throw new Error(`No test of ${wording} is live.`)
  return found
}

async function reportOn({ deps, workspaceId }: Running, experiment: string) {
  const reports = await reportExperiments(deps().store.db, { workspaceId, flowId: 'pricing', flows: [] })
  const report = reports.find(({ id }) => id === experiment)
  return report?.variants.length === 2 ? report : undefined
}
