import axe, { type AxeResults } from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Flow } from '#flows/flow.ts'
import { contrast } from '#flows/theme/contrast.ts'
import { themePresets } from '#flows/theme/presets.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveSiteTheme } from '#server/publishing/site-theme.ts'
import { useBrowser } from '../support/browser.ts'
import { type Running, useRunning } from '../support/running.ts'
import { HOT_TAPS, launcherOf, openPricingChat, pricingChat, tapThrough } from './pricing-chat.ts'
import { expectAccessible } from './shapes.ts'

const start = useRunning()
const { newPage } = useBrowser()

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const

test('ink reads on whatever accent a page sets, live, in light and dark', async () => {
  const { siteOrigin } = await start()
  const page = await newPage({ reducedMotion: 'reduce' })
  const chat = await openPricingChat(page, siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await chat.asks('First, your name?')
  await chat.type('Ida Falk')
  await chat.asks(/^Your work e-mail/)
  await chat.type('ida@nordvik-cold.example')
  const button = chat.panel.getByRole('button', { name: 'I agree' })
  await button.waitFor()

  const accents = ['#000000', '#ffffff', '#ffd400', '#00ff66', '#0000ff', '#ff0000', '#767676', '#7a7a7a', '#10203a']
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    for (const accent of [...accents, ...spread(40)]) {
      const { ink, fill, mark, paper } = await coloursWith(page, button, accent)
      expect(fill).toBe(accent)
      expect(contrast(ink, fill), `ink on ${accent}`).toBeGreaterThanOrEqual(4.5)
      expect(contrast(mark, paper), `mark of ${accent}, ${colorScheme}`).toBeGreaterThanOrEqual(3)
    }
  }
})

test('a theme changes while the conversation stands open; one saved in the studio is there from the start', async () => {
  const running = await start()
  const page = await newPage({ reducedMotion: 'reduce' })
  const chat = await openPricingChat(page, running.siteOrigin)
  await chat.asks('What should counting fix?')
  const chip = chat.panel.getByRole('button', { name: 'Spreadsheets' })
  expect(await styleOf(chip, 'border-radius')).toBe('10px')

  await page.evaluate(() => (window as unknown as { parley(...command: unknown[]): void }).parley('theme', 'press'))
  await expect.poll(() => styleOf(chip, 'border-radius')).toBe('2px')
  await page.evaluate(() =>
    (window as unknown as { parley(...command: unknown[]): void }).parley('theme', { scheme: 'dark' }),
  )
  await expect.poll(() => styleOf(chip, 'background-color')).toBe('rgb(24, 27, 32)')
  await expectAccessible(page, 'a theme set by the page')

  const bloom = themePresets.find(({ id }) => id === 'bloom')?.theme
  if (!bloom) throw new Error('There is no such preset.')
  await saveSiteTheme(running.deps(), running.workspaceId, {
    ...bloom,
    side: 'start',
    offset: { inline: 32, block: 8 },
  })
  const later = await newPage()
  const { panel } = await openPricingChat(later, running.siteOrigin)
  await panel.getByRole('button', { name: 'Spreadsheets' }).waitFor()
  expect(await styleOf(panel.getByRole('button', { name: 'Spreadsheets' }), 'border-radius')).toBe('22px')
  const box = await panel.boundingBox()
  expect(box?.x).toBe(32)
})

test('on a phone the closed bubble is a round button, and the panel fills the screen to the last pixel', async () => {
  const { siteOrigin } = await start()
  const page = await newPage({ ...PHONE, reducedMotion: 'reduce' })
  await page.goto(`${siteOrigin}/pricing`)
  const closed = await launcherOf(page).boundingBox()
  expect([closed?.width, closed?.height]).toEqual([56, 56])

  await launcherOf(page).tap()
  const chat = pricingChat(page)
  await chat.asks('What should counting fix?')
  await expect.poll(() => chat.panel.boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
  expect(await styleOf(chat.panel.getByRole('textbox'), 'font-size')).toBe('16px')
  await expectTargets(chat.panel, 44)
  await chat.tap('Spreadsheets')
  await chat.asks('How many people work at your company?')
  await chat.panel.getByRole('button', { name: 'Back' }).waitFor()
  await expectTargets(chat.panel, 44)
  await expectAccessible(page, 'the sheet on a phone')
})

test('with the keyboard alone: open, answer, go back, type, leave; the focus comes back to the bubble', async () => {
  const { siteOrigin } = await start()
  const page = await newPage({ reducedMotion: 'reduce' })
  await page.goto(`${siteOrigin}/pricing`)
  await launcherOf(page).focus()
  await page.keyboard.press('Enter')
  const { panel, asks } = pricingChat(page)
  await asks('What should counting fix?')
  await expectTargets(panel, 24)
  // Read from top to bottom: what was said, the question, its options, then the field for words of one's own.
  const read = await panel.ariaSnapshot()
  const places = ['- log', '- heading "What should counting fix?"', '- button "Spreadsheets"', '- textbox'].map(line =>
    read.indexOf(line),
  )
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
  await tabTo(page, 'Spreadsheets')
  await page.keyboard.press('Enter')
  await asks('How many people work at your company?')
  // The question has the focus, and is read first; its options follow.
  await expect.poll(() => focusedName(page)).toBe('How many people work at your company?')
  await tabTo(page, '50–500')
  await page.keyboard.press('Space')
  await asks('What is your role?')
  await tabTo(page, 'Back')
  await page.keyboard.press('Enter')
  await asks('How many people work at your company?')
  await page.keyboard.press('Escape')
  await asks('What is your role?')
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('parley-launcher')
})

test('what could not be loaded says so, by name and with a way on', async () => {
  const { siteOrigin } = await start()
  const page = await newPage({ expected: [/ERR_FAILED/], reducedMotion: 'reduce' })
  await page.route('**/v1/flows/**', route => route.abort())
  await page.goto(`${siteOrigin}/pricing`)
  await launcherOf(page).click()
  const { panel, asks } = pricingChat(page)
  await panel.getByText('The conversation could not be loaded.').waitFor()
  await expectAccessible(page, 'a conversation that could not be loaded')
  await page.unroute('**/v1/flows/**')
  await panel.getByRole('button', { name: 'Try again' }).click()
  await asks('What should counting fix?')
})

test('a panel that opens by itself leaves the focus where it is', async () => {
  const { siteOrigin } = await start()
  const page = await newPage()
  const chat = await openPricingChat(page, siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 2))
  await chat.asks('What is your role?')
  await page.goto(`${siteOrigin}/calculator`)
  await pricingChat(page).asks('What is your role?')
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body')
})

test('with colours forced by the system everything is still told apart', async () => {
  const { siteOrigin } = await start()
  const page = await newPage({ forcedColors: 'active', reducedMotion: 'reduce' })
  const chat = await openPricingChat(page, siteOrigin)
  await tapThrough(chat, HOT_TAPS.slice(0, 1))
  await chat.asks('How many people work at your company?')
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>('axe.run({ include: ["parley-panel"] })')
  expect(violations).toEqual([])
  expect(await styleOf(chat.panel.getByRole('button', { name: '50–500' }), 'border-top-style')).toBe('solid')
})

test('a visitor changes the language midway: answers stay, and the lead agreed in the language they chose', async () => {
  const running = await start()
  const page = await newPage({ reducedMotion: 'reduce' })
  const chat = await openPricingChat(page, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await chat.asks('First, your name?')
  await chat.panel.getByRole('combobox', { name: 'Language' }).selectOption('de')
  await chat.panel.getByRole('combobox', { name: 'Sprache' }).waitFor()
  await expect.poll(() => chat.panel.getAttribute('lang')).toBe('de')
  await chat.panel.getByRole('button', { name: 'Zurück' }).waitFor()
  await expectAccessible(page, 'after the language was changed')
  expect(await chat.panel.locator('.past').count()).toBe(HOT_TAPS.length)

  await chat.type('Ida Falk')
  await chat.panel.getByRole('heading', { name: /E-Mail/i }).waitFor()
  await chat.type('ida@nordvik-cold.example')
  await chat.panel.getByRole('button', { name: 'Einverstanden' }).click()
  const lead = () => running.deps().store.db.selectFrom('leads').select('consent_json').executeTakeFirst()
  await expect.poll(async () => JSON.parse((await lead())?.consent_json ?? '{}').locale).toBe('de')
})

test('on a page in Arabic the panel is mirrored, and reads from right to left', async () => {
  const running = await start()
  await translateToArabic(running)
  const page = await newPage({ reducedMotion: 'reduce' })
  await page.addInitScript(() => {
    new MutationObserver((_, seen) => {
      if (!document.documentElement) return
      Object.assign(document.documentElement, { dir: 'rtl', lang: 'ar' })
      seen.disconnect()
    }).observe(document, { childList: true })
  })
  await page.goto(`${running.siteOrigin}/pricing`)
  const closed = await launcherOf(page).boundingBox()
  expect(closed?.x).toBe(20)
  await launcherOf(page).click()
  const { panel } = pricingChat(page)
  await panel.getByRole('heading', { name: 'ما الذي يجب أن يحلّه الجرد؟' }).waitFor()
  await panel.getByRole('button', { name: 'إغلاق' }).waitFor()
  expect(await panel.getAttribute('dir')).toBe('rtl')
  expect((await panel.boundingBox())?.x).toBe(20)
  await expectAccessible(page, 'right to left')
})

/** Publishes the pricing flow with its first question in Arabic, too. */
async function translateToArabic({ deps, workspaceId }: Running): Promise<void> {
  const { db } = deps().store
  const draft = await db
    .selectFrom('flows')
    .select(['draft_flow_json', 'draft_version'])
    .where('id', '=', 'pricing')
    .executeTakeFirstOrThrow()
  const flow: Flow = JSON.parse(draft.draft_flow_json)
  const texts = { 'q_need.text': 'ما الذي يجب أن يحلّه الجرد؟', 'launcher.label': 'اعثر على خطتك' }
  const arabic = Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, { text, source: '00000000' }]))
  const translated = { ...flow, translations: { ...flow.translations, ar: arabic } }
  await db
    .updateTable('flows')
    .set({ draft_flow_json: JSON.stringify(translated) })
    .where('id', '=', 'pricing')
    .execute()
  const { draft_version: version } = draft
  await publish(deps(), { workspaceId, flowId: 'pricing', version, by: 'system' })
}

/** Colours from all over the cube, the same each time. */
function spread(count: number): string[] {
  const golden = 0x9e3779b1
  return Array.from(
    { length: count },
    (_, index) => `#${(Math.imul(index + 1, golden) >>> 8).toString(16).padStart(6, '0')}`,
  )
}

/** What a button and the marks of the panel look like with an accent that the page sets. */
async function coloursWith(page: Page, button: Locator, accent: string) {
  await page.evaluate(color => {
    document.documentElement.style.setProperty('--parley-accent', color)
    document.documentElement.style.setProperty('--parley-accent-ink', 'initial')
  }, accent)
  return await button.evaluate(element => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    if (!canvas) throw new Error('This browser draws nothing.')
    // Drawn, since a browser says a computed colour in the space it was computed in.
    const toHex = (color: string) => {
      canvas.fillStyle = color
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
      return `#${[red, green, blue].map(channel => channel.toString(16).padStart(2, '0')).join('')}`
    }
    const probe = document.createElement('i')
    element.append(probe)
    const resolve = (value: string) => {
      probe.style.color = value
      return toHex(getComputedStyle(probe).color)
    }
    const [mark, paper] = [resolve('var(--mark)'), resolve('var(--paper)')]
    probe.remove()
    const { color, backgroundColor } = getComputedStyle(element)
    return { ink: toHex(color), fill: toHex(backgroundColor), mark, paper }
  })
}

function styleOf(element: Locator, property: string): Promise<string> {
  return element.evaluate((found, name) => getComputedStyle(found).getPropertyValue(name), property)
}

/** Everything that can be pressed is at least that large (WCAG 2.2, 2.5.8). */
async function expectTargets(panel: Locator, least: number): Promise<void> {
  const small = await panel.evaluate((root, pixels) => {
    const targets = [...root.querySelectorAll<HTMLElement>('button, input, select, textarea, a')]
    return targets.flatMap(target => {
      const { width, height } = target.getBoundingClientRect()
      return Math.round(Math.min(width, height)) < pixels ? [`${target.outerHTML.slice(0, 80)} ${width}×${height}`] : []
    })
  }, least)
  expect(small).toEqual([])
}

async function tabTo(page: Page, name: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if ((await focusedName(page)) === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The key Tab does not lead to ${name}.`)
}

function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
    return active?.textContent?.trim() ?? ''
  })
}
