import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { pinLoader } from '#server/http/pinned-loaders.ts'
import { readLoader } from '#server/http/widget-files.ts'
import { useBrowser } from '../support/browser.ts'
import { useRunning } from '../support/running.ts'
import { HOT_TAPS, launcherOf, pricingChat, tapThrough } from './pricing-chat.ts'

const start = useRunning()
const { newPage } = useBrowser()

test('two widgets of one flow on a page keep apart, and one that is taken out and put back goes on', async () => {
  const { siteOrigin } = await start()
  const visitor = await newPage()
  await add(visitor, siteOrigin, '<parley-form flow="demo"></parley-form><parley-chat flow="demo"></parley-chat>')
  const form = visitor.locator('parley-form')
  const chat = visitor.locator('parley-chat')

  await chat.getByRole('heading', { name: /name/ }).waitFor()
  await chat.getByRole('textbox').pressSequentially('Daniel Reid', { delay: 40 })
  await chat.getByRole('textbox').press('Enter')
  await chat.getByRole('heading', { name: /e-mail|reach/i }).waitFor()
  expect(await form.getByLabel('Your name').inputValue()).toBe('')

  await visitor.evaluate(() => {
    const element = document.querySelector('parley-chat')
    element?.remove()
    if (element) document.querySelector('main')?.append(element)
  })
  await chat.getByRole('button', { name: /Daniel Reid/ }).waitFor()
  await form.getByLabel('Your name').waitFor()
})

test('an element for a pop-up keeps its own content, and opens when that is pressed', async () => {
  const { siteOrigin } = await start()
  const visitor = await newPage()
  await add(
    visitor,
    siteOrigin,
    '<parley-widget flow="pricing" surface="popup" shape="steps"><button type="button">Talk to us</button></parley-widget>',
  )
  const button = visitor.getByRole('button', { name: 'Talk to us' })
  const dialog = visitor.getByRole('dialog')
  expect(await dialog.count()).toBe(0)
  // Until the script is there a press is the page's own.
  await visitor.locator('parley-widget[data-ready]').waitFor()
  await button.click()
  await dialog.getByText('What should counting fix?').waitFor()
  await button.waitFor()
})

test('attributes with script in them are text, and an unknown flow leaves the element empty', async () => {
  const { siteOrigin } = await start()
  const visitor = await newPage()
  const script = '&quot;&gt;&lt;img src=x onerror=alert(1)&gt;'
  await add(
    visitor,
    siteOrigin,
    `<parley-widget flow="${script}" shape="${script}" locale="${script}" surface="${script}"></parley-widget>
     <parley-chat flow="demo" shape="${script}" locale="${script}" id="${script}"></parley-chat>`,
  )
  await visitor.locator('parley-chat').getByRole('heading', { name: /name/ }).waitFor()
  expect(await visitor.locator('parley-widget').evaluate(element => element.shadowRoot)).toBeNull()
})

test('a page that requires Trusted Types needs no policy for Parley', async () => {
  const { siteOrigin } = await start()
  const visitor = await newPage({ expected: [/requires 'TrustedHTML'/] })
  await visitor.goto(`${siteOrigin}/pricing`)
  await visitor.evaluate(() => {
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = "require-trusted-types-for 'script'; trusted-types 'none'"
    document.head.append(policy)
  })
  // It counts by now: text as markup is refused.
  const refused = visitor.evaluate(() => {
    document.createElement('div').innerHTML = '<b></b>'
  })
  await expect(refused).rejects.toThrow(/TrustedHTML/)
  await launcherOf(visitor).click()
  const chat = pricingChat(visitor)
  await tapThrough(chat, HOT_TAPS)
  await chat.asks('First, your name?')
})

test('a pinned script runs under its hash, with what is live at the moment', async () => {
  const { siteOrigin, siteKey, parleyOrigin, deps } = await start()
  const loader = readLoader(deps().config.widgetDirectory)
  if (loader === null) throw new Error('The widget is not built.')
  const { version, integrity } = pinLoader(loader, { site: siteKey, api: parleyOrigin })
  const visitor = await newPage()
  await visitor.route(`**/w/${siteKey}.js`, route => route.fulfill({ contentType: 'text/javascript', body: '' }))
  await visitor.goto(`${siteOrigin}/pricing`)
  await visitor.evaluate(
    attributes => document.head.append(Object.assign(document.createElement('script'), attributes)),
    { src: `${parleyOrigin}/w/${siteKey}@${version}.js`, integrity, crossOrigin: 'anonymous' },
  )
  await launcherOf(visitor).click()
  await tapThrough(pricingChat(visitor), HOT_TAPS.slice(0, 2))
})

/** Puts elements into a page that shows nothing of Parley by itself. */
async function add(visitor: Page, siteOrigin: string, inside: string): Promise<void> {
  await visitor.goto(`${siteOrigin}/careers`)
  await visitor.evaluate(html => {
    const main = document.querySelector('main')
    if (main) main.innerHTML = html
  }, inside)
}
