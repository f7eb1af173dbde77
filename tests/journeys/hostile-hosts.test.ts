import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { type Running, useRunning } from '../support/running.ts'
import { type AwkwardPage, awkwardPages, toHtml } from './awkward-pages.ts'
import { launcherOf, pricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
// Errors of the page, lines in its console and breaches of its policy fail every test here.
const { newPage } = useBrowser()

const TAPS = [
  ['What should counting fix?', 'Counts that do not match the ERP'],
  ['How many people work at your company?', '50–500'],
] as const

test.each(awkwardPages)('a visitor is asked and heard on a page with $name', async awkward => {
  const running = await start()
  const page = await openAwkward(running, awkward)
  const box = await launcherOf(page).boundingBox()
  expect(box?.width).toBeGreaterThan(40)
  expect(box?.height).toBeGreaterThan(40)
  await launcherOf(page).click()
  const chat = pricingChat(page)
  await tapThrough(chat, TAPS)
  await chat.asks('What is your role?')

  const panel = await chat.panel.boundingBox()
  expect(panel?.width).toBeGreaterThan(300)
  expect(panel?.height).toBeGreaterThan(300)
  expect(await newGlobals(page)).toEqual(['parley'])
})

test('text is as large on a page with a root font of 62.5 % as on any other', async () => {
  const running = await start()
  const sizes: string[] = []
  for (const head of ['', '<style>html { font-size: 62.5% }</style>']) {
    const page = await openAwkward(running, { name: 'a root font', head })
    await launcherOf(page).click()
    const question = pricingChat(page).panel.getByRole('heading', { name: 'What should counting fix?' })
    sizes.push(await question.evaluate(element => getComputedStyle(element).fontSize))
  }
  expect(sizes[1]).toBe(sizes[0])
})

test('a page that throws away all it holds, as a router may, has its chat again on the next address', async () => {
  const page = await openAwkward(await start(), { name: 'a router' })
  await launcherOf(page).waitFor()
  await page.evaluate(() => {
    document.body.replaceChildren()
    history.pushState({}, '', '/about')
  })
  await launcherOf(page).waitFor({ state: 'detached' })
  await page.evaluate(() => history.pushState({}, '', '/pricing-again'))
  await launcherOf(page).click()
  await tapThrough(pricingChat(page), TAPS)
})

test('a page looks the same with the widget on it, closed and open', async () => {
  const running = await start()
  const head =
    '<style>button { font: 700 20px serif; color: rebeccapurple } h2 { margin: 40px } .column, .chip, .parley { padding: 9px }</style>'
  const body =
    '<h2>Ours</h2><button class="chip">Ours</button><div class="column parley"><p>Ours</p><progress value=".4"></progress></div>'
  const page = await openAwkward(running, { name: 'styles of its own', head, body })
  // Left of where the widget stands.
  const looks = () => page.screenshot({ clip: { x: 0, y: 0, width: 600, height: 700 }, animations: 'disabled' })
  await launcherOf(page).waitFor()
  const closed = await looks()
  await launcherOf(page).click()
  await pricingChat(page).asks('What should counting fix?')
  const open = await looks()
  await page.evaluate(() => (window as unknown as { parley(name: string): void }).parley('destroy')) // its own command
  await page.locator('parley-panel').waitFor({ state: 'detached' })
  const without = await looks()
  expect(closed.equals(without)).toBe(true)
  expect(open.equals(without)).toBe(true)
})

test('in a frame of another page it works as on its own', async () => {
  const running = await start()
  const outer = await newPage()
  running.addPage('/pricing-inside', { html: toHtml({ name: 'inside' }, tagOf(running)) })
  const frame = '<iframe src="/pricing-inside" width="900" height="700"></iframe>'
  running.addPage('/outside', { html: `<!doctype html><html lang="en"><title>Outside</title>${frame}</html>` })
  await outer.goto(`${running.siteOrigin}/outside`)
  const inner = outer.frameLocator('iframe')
  await inner.locator('parley-launcher').getByRole('button').click()
  await inner.getByRole('dialog').getByRole('heading', { name: 'What should counting fix?' }).waitFor()
})

async function openAwkward(running: Running, awkward: AwkwardPage): Promise<Page> {
  const { parleyOrigin, siteOrigin } = running
  const page = await newPage()
  const policy = awkward.policy?.replaceAll('PARLEY', parleyOrigin).replaceAll('SITE', siteOrigin)
  running.addPage('/pricing-awkward', {
    html: toHtml(awkward, tagOf(running)),
    headers: policy ? { 'content-security-policy': policy } : {},
  })
  await page.addInitScript(() => {
    const state = window as unknown as { before: readonly string[] } // a name of this test's own
    state.before = [...Object.getOwnPropertyNames(window), 'before']
  })
  await page.goto(`${siteOrigin}/pricing-awkward`)
  return page
}

function tagOf({ parleyOrigin, siteKey }: Running): string {
  return `<script async src="${parleyOrigin}/w/${siteKey}.js"></script>`
}

/** Names that were not there before the page's first script, ids of its elements and names of its own scripts apart. */
function newGlobals(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { before } = window as unknown as { before: readonly string[] } // set above
    const known = new Set(before)
    return Object.getOwnPropertyNames(window).filter(name => !known.has(name))
  })
}
