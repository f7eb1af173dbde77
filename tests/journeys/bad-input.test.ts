import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { serveApp } from '#demo/serve-app.ts'
import { invalidateLive } from '#server/publishing/live.ts'
import { useBrowser } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { type Running, useRunning } from '../support/running.ts'
import { HOT_TAPS, launcherOf, openPricingChat, pricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('a flow that nobody published leaves its element empty, says nothing in the console, and is reported once', async () => {
  const running = await start()
  const visitor = await newPage()
  const reports = reportsOf(visitor)
  await pageWith(
    visitor,
    running,
    '<parley-form flow="gone"></parley-form><parley-chat flow="gone"></parley-chat><parley-form flow="demo"></parley-form>',
  )
  await visitor.getByRole('button', { name: 'Continue' }).waitFor()
  const told = await eventually('a report', () => (reports.length > 0 ? reports : undefined))
  expect(told).toEqual([{ site: running.siteKey, problem: 'flow_unknown', flow: 'gone' }])
  expect(
    await visitor
      .locator('parley-form')
      .first()
      .evaluate(element => element.shadowRoot),
  ).toBeNull()
})

test('a flow that a command names and nobody published is told to the page, and reported once', async () => {
  const running = await start()
  const visitor = await newPage()
  const reports = reportsOf(visitor)
  await visitor.goto(`${running.siteOrigin}/pricing`)
  await launcherOf(visitor).waitFor()
  await visitor.evaluate(() => {
    const page = window as unknown as { parley(...command: unknown[]): void; told: string[] } // the page's own code
    page.told = []
    page.parley('on', 'error', ({ code }: { code: string }) => page.told.push(code))
    page.parley('open', 'gone')
    page.parley('start', 'gone')
  })
  await expect
    .poll(() => visitor.evaluate(() => (window as unknown as { told: string[] }).told)) // set above
    .toEqual(['unknown_flow', 'unknown_flow'])
  expect(reports).toEqual([{ site: running.siteKey, problem: 'flow_unknown', flow: 'gone' }])
})

test('a widget that cannot be loaded leaves the page alone, and is reported once', async () => {
  const running = await start()
  const visitor = await newPage({ expected: [/Failed to load resource/] })
  const reports = reportsOf(visitor)
  await visitor.route('**/assets/chat-*.js', route => route.fulfill({ status: 503 }))
  await visitor.goto(`${running.siteOrigin}/pricing`)
  await launcherOf(visitor).click()
  await launcherOf(visitor).click()
  await expect.poll(() => reports).toEqual([{ site: running.siteKey, problem: 'load_failed' }])
  await launcherOf(visitor).waitFor()
})

test('where the rest cannot be loaded with the first answer it says so, and goes on with that answer once it can', async () => {
  const running = await start()
  const visitor = await newPage({ expected: [/Failed to load resource/] })
  const reports = reportsOf(visitor)
  await visitor.route('**/assets/more-*.js*', route => route.fulfill({ status: 503 }))
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await chat.tap('Spreadsheets')
  await chat.panel.getByText('The conversation could not be loaded').waitFor()
  expect(reports).toEqual([{ site: running.siteKey, problem: 'load_failed' }])

  await visitor.unroute('**/assets/more-*.js*')
  await chat.panel.getByRole('button', { name: 'Try again' }).click()
  await chat.asks('How many people work at your company?')
  await chat.panel.locator('.past', { hasText: 'Spreadsheets' }).waitFor()
})

test('a wrong key leaves the page alone', async () => {
  const running = await start()
  const visitor = await newPage({ expected: [/404 \(Not Found\)/] })
  await pageWith(
    visitor,
    running,
    '<h1>Ours</h1><parley-form flow="demo"></parley-form>',
    'site_ffffffffffffffffffffffff',
  )
  await visitor.getByRole('heading', { name: 'Ours' }).waitFor()
  expect(await visitor.evaluate(() => ['parley' in window, localStorage.length, sessionStorage.length])).toEqual([
    false,
    0,
    0,
  ])
})

test('attributes with script in them run none of it', async () => {
  const running = await start()
  const visitor = await newPage()
  const script = 'javascript:alert(1)//&quot;><img src=x onerror=window.hurt=1><script>window.hurt=1</script>'
  await pageWith(
    visitor,
    running,
    `${['flow', 'shape', 'surface', 'locale', 'lang', 'theme']
      .map(name => `<parley-form flow="demo" ${name}="${script.replaceAll('"', '&quot;')}"></parley-form>`)
      .join('')}<parley-form flow="demo"></parley-form>`,
  )
  await visitor.getByRole('button', { name: 'Continue' }).last().waitFor()
  expect(await visitor.evaluate(() => 'hurt' in window)).toBe(false)
})

test('a page that throws our panel away gets the bubble back, and the conversation goes on in it', async () => {
  const running = await start()
  const visitor = await newPage()
  const reports = reportsOf(visitor)
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await chat.asks('What is your role?')

  await visitor.evaluate(() => document.querySelector('parley-panel')?.remove())
  await launcherOf(visitor).click()
  await pricingChat(visitor).asks('What is your role?')
  const told = [{ site: running.siteKey, problem: 'element_removed', flow: 'pricing' }]
  expect(reports).toEqual(told)

  await visitor.evaluate(() => {
    const body = document.createElement('body')
    body.innerHTML = '<h1>Another page</h1>'
    document.body.replaceWith(body)
  })
  await launcherOf(visitor).click()
  const again = pricingChat(visitor)
  await again.asks('What is your role?')
  await again.tap('Owner, C-level or VP')
  await again.asks('When should it be live?')
  expect(reports).toEqual(told)
})

test('an element that is moved about keeps its form and what was answered in it', async () => {
  const running = await start()
  const visitor = await newPage()
  await pageWith(visitor, running, '<main><parley-chat flow="pricing"></parley-chat></main><footer></footer>')
  await visitor.getByRole('button', { name: 'Spreadsheets' }).click({ delay: 350 })
  await visitor.getByRole('heading', { name: 'How many people work at your company?' }).waitFor()
  await visitor.evaluate(() => document.querySelector('footer')?.append(document.querySelector('parley-chat') ?? ''))
  await visitor.getByRole('heading', { name: 'How many people work at your company?' }).waitFor()
})

/** A page of the customer's, on an origin of its own, with this in its body and the tag. */
async function pageWith(page: Page, running: Running, body: string, key = running.siteKey): Promise<void> {
  const tag = `<script async src="${running.parleyOrigin}/w/${key}.js"></script>`
  const html = `<!doctype html><html lang="en"><title>Bare</title><body>${body}${tag}`
  const { origin, close } = await serveApp(
    { fetch: () => new Response(html, { headers: { 'content-type': 'text/html' } }) },
    { port: 0 },
  )
  onTestFinished(close)
  const { store } = running.deps()
  await store.db
    .updateTable('sites')
    .set({ origins_json: JSON.stringify([origin]) })
    .execute()
  invalidateLive(running.workspaceId)
  await page.goto(origin)
}

/** What the page reports, as it is sent. */
function reportsOf(page: Page): unknown[] {
  const reports: unknown[] = []
  page.on('request', request => {
    if (request.url().endsWith('/v1/reports')) reports.push(request.postDataJSON())
  })
  return reports
}
