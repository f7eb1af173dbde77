import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { templateAt } from '#demo/seed/tested-flows.ts'
import { tallybarnModel } from '#demo/tallybarn-model.ts'
import type { Placement } from '#flows/placement.ts'
import { loadFlowDetail } from '#server/publishing/flow-detail.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import { useBrowser } from '../support/browser.ts'
import { type Running, useRunning } from '../support/running.ts'

const start = useRunning()
const { newPage } = useBrowser()

const BUBBLE: Placement = { surface: 'bubble', shape: 'chat', when: { fact: 'page.path', glob: '/app/plans*' } }
const SLIDE_IN: Placement = {
  surface: 'slide_in',
  shape: 'chat',
  when: { fact: 'page.path', is: '/app/blog' },
  trigger: { scroll: 50 },
  cap: { times: 1, per: 'visitor', days: 30 },
}

test('in a single-page app the launcher and a slide-in come and go with the address, however it changes', async () => {
  const running = await start()
  await place(running, [BUBBLE, SLIDE_IN])
  const visitor = await newPage()
  await visitor.goto(addPages(running))
  await visitor.locator('h1').waitFor()
  expect(await launcher(visitor).count()).toBe(0)

  await visitor.evaluate(() => history.pushState(null, '', '/app/plans'))
  await launcher(visitor).waitFor()
  await visitor.evaluate(() => history.replaceState(null, '', '/app/team'))
  await launcher(visitor).waitFor({ state: 'detached' })
  await visitor.evaluate(() => history.pushState(null, '', '/app/plans/team'))
  await launcher(visitor).waitFor()
  await visitor.goBack()
  await launcher(visitor).waitFor({ state: 'detached' })

  // Routers swap the body, some of them in a view transition.
  await visitor.evaluate(async () => {
    history.pushState(null, '', '/app/plans')
    const swap = () => document.body.replaceWith(document.body.cloneNode(false))
    await document.startViewTransition(swap).finished
  })
  await launcher(visitor).waitFor()
  expect(await launcher(visitor).count()).toBe(1)
  await visitor.evaluate(() => document.body.replaceWith(document.createElement('body')))
  await launcher(visitor).waitFor()

  await visitor.evaluate(() => {
    history.pushState(null, '', '/app/blog')
    document.body.innerHTML = '<main style="height:4000px">A long read</main>'
  })
  await launcher(visitor).waitFor({ state: 'detached' })
  expect(await panel(visitor).count()).toBe(0)
  await visitor.evaluate(() => scrollTo(0, 3000))
  await panel(visitor).getByText('What should counting fix?').waitFor()
  expect(await visitor.evaluate(() => document.activeElement?.localName)).toBe('body')
  expect(await visitor.evaluate(() => Object.keys({ ...localStorage }))).toEqual([])
})

test('a form further down is fetched once somebody moves about the page, and one in view at once', async () => {
  const { siteOrigin, parleyOrigin, siteKey, addPage } = await start()
  const tag = `<script async src="${parleyOrigin}/w/${siteKey}.js"></script>`
  const form = '<parley-form flow="demo" style="display:block;min-height:560px"></parley-form>'
  const page = (before: string) => ({
    html: `<!doctype html><html lang="en"><title>Form</title><body>${before}${form}${tag}`,
  })
  addPage('/below', page('<div style="height:1000px"></div>'))
  addPage('/above', page(''))
  const visitor = await newPage({ viewport: { width: 1000, height: 800 } })
  const fetched: string[] = []
  visitor.on('request', request => fetched.push(new URL(request.url()).pathname))

  await visitor.goto(`${siteOrigin}/below`, { waitUntil: 'networkidle' })
  expect(fetched.filter(path => /assets|flows/.test(path))).toEqual([])
  await visitor.mouse.move(300, 300)
  await visitor.mouse.move(310, 320)
  await visitor.getByRole('button', { name: 'Continue' }).waitFor()
  expect(await visitor.evaluate(() => scrollY)).toBe(0)
  // The opening, the flow, the rest, the form; what tells the page comes after.
  expect(fetched.filter(path => /assets|flows/.test(path)).length).toBeLessThanOrEqual(5)

  await visitor.goto(`${siteOrigin}/above`)
  await visitor.getByRole('button', { name: 'Continue' }).waitFor()
})

test('where no placement holds nothing but the tag’s script is loaded, and no cookie or storage is touched', async () => {
  const running = await start()
  await place(running, [BUBBLE, SLIDE_IN])
  const visitor = await newPage()
  const asked: string[] = []
  visitor.on('request', request => {
    if (request.url().startsWith(running.parleyOrigin)) asked.push(new URL(request.url()).pathname)
  })
  await visitor.clock.install()
  await visitor.goto(addPages(running), { waitUntil: 'networkidle' })
  // The loader looks twice a second: by now it would have come.
  await visitor.clock.runFor(2000)
  expect(asked).toEqual([`/w/${running.siteKey}.js`])
  expect(await visitor.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length])).toEqual([
    '',
    0,
    0,
  ])
  expect(await visitor.evaluate(() => Object.keys(window).filter(name => /parley/i.test(name)))).toEqual(['parley'])
})

test('with consent a visitor gets it so often and no more, over pages and in a page out of the cache', async () => {
  const running = await start()
  await place(running, [{ surface: 'slide_in', shape: 'chat', cap: { times: 2, per: 'visitor' } }])
  const visitor = await newPage()
  const home = addPages(running, 'granted')
  await visitor.goto(home)
  await closeSlideIn(visitor)

  // Another page of the same browser, as the one gone to in between.
  const other = await visitor.context().newPage()
  await leave(visitor)
  await other.goto(new URL('/app/other', home).href)
  await closeSlideIn(other)
  await comeBack(visitor)
  await expect.poll(() => pagesOf(visitor)).toEqual(['/app', '/app/other', '/app'])
  expect(await panel(visitor).count()).toBe(0)

  await visitor.goto(new URL('/app/third', home).href)
  await expect.poll(() => pagesOf(visitor)).toHaveLength(4)
  expect(await panel(visitor).count()).toBe(0)
})

async function closeSlideIn(visitor: Page): Promise<void> {
  await panel(visitor).getByText('What should counting fix?').waitFor()
  await panel(visitor).getByRole('button', { name: /close/i }).click()
  await panel(visitor).waitFor({ state: 'detached' })
}

/** Chromium without a window keeps no pages, so the page is told that it was kept. */
async function leave(visitor: Page): Promise<void> {
  await visitor.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })))
}

async function comeBack(visitor: Page): Promise<void> {
  await visitor.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
}

function launcher(visitor: Page) {
  return visitor.locator('parley-launcher').getByRole('button')
}

function panel(visitor: Page) {
  return visitor.locator('parley-panel')
}

async function pagesOf(visitor: Page): Promise<string[]> {
  return await visitor.evaluate(() => {
    const { events } = JSON.parse(localStorage.parley) as { events: { type: string; path: string }[] } // the loader's own
    return events.filter(({ type }) => type === 'page_viewed').map(({ path }) => path)
  })
}

/** Puts the pricing flow where the test wants it. */
async function place({ deps, workspaceId, siteOrigin }: Running, placement: readonly Placement[]): Promise<void> {
  const of = { workspaceId, flowId: 'pricing' }
  const { version, routing } = await loadFlowDetail(deps().store.db, of)
  const draft = { flow: templateAt('pricing', siteOrigin), model: tallybarnModel, routing, placement }
  const saved = await saveDraft(deps(), { ...of, version, draft })
  await publish(deps(), { ...of, version: saved.version, by: 'system' })
}

function addPages({ addPage, parleyOrigin, siteKey, siteOrigin }: Running, consent = 'unset'): string {
  const tag = `<script async src="${parleyOrigin}/w/${siteKey}.js" data-consent="${consent}"></script>`
  const html = `<!doctype html><html lang="en"><title>An app</title>${tag}<body><h1>An app</h1>`
  for (const path of ['/app', '/app/other', '/app/third']) addPage(path, { html })
  return `${siteOrigin}/app`
}
