import axe, { type AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { useRunning } from '#tests/support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const run = useRunning()
const browser = useBrowser()

describe.each(['light', 'dark'] as const)('in the %s scheme axe finds nothing wrong with', colorScheme => {
  test('the chat, from the closed bubble to the end', async () => {
    const { siteOrigin } = await run()
    const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(`${siteOrigin}/pricing`)
    await page.locator('parley-launcher').waitFor()
    await expectAccessible(page, 'closed bubble')

    const chat = await openPricingChat(page, siteOrigin)
    await chat.asks('What should counting fix?')
    await expectAccessible(page, 'first question')

    await tapThrough(chat, HOT_TAPS)
    await chat.asks('First, your name?')
    await chat.type('Ida Falk')
    await chat.asks(/^Your work e-mail/)
    await chat.type('not an address')
    await chat.panel.getByText('Please check the address.').waitFor()
    await expectAccessible(page, 'a refused answer')

    await chat.type('ida@nordvik-cold.example')
    await chat.asks('May we write to you there?')
    await expectAccessible(page, 'consent')
    await chat.tap('I agree')
    await chat.panel.getByRole('button', { name: 'Not now' }).waitFor()
    await expectAccessible(page, 'a time to book')

    await chat.tap('Not now')
    await chat.asks(/^Thank you, Ida/)
    await expectAccessible(page, 'the end')
  })

  test('the form of the demo page', async () => {
    const { siteOrigin } = await run()
    const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' })
    await page.goto(`${siteOrigin}/demo`)
    const form = page.locator('parley-form')
    await form.getByRole('textbox').first().waitFor()
    await expectAccessible(page, 'an empty form')
    await form.getByRole('button', { name: 'Continue' }).click()
    await form.getByRole('alert').or(form.locator('[aria-invalid=true]')).first().waitFor()
    await expectAccessible(page, 'a form with refused answers')
  })

  test('the rooms of the studio', async () => {
    const running = await run()
    const visitor = await browser.newPage()
    const chat = await openPricingChat(visitor, running.siteOrigin)
    await tapThrough(chat, HOT_TAPS)
    await leaveContact(chat, { name: 'Ida Falk', email: 'ida@nordvik-cold.example' })
    await chat.panel.getByRole('button', { name: 'Not now' }).waitFor()

    const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce', expected: [SIGNED_OUT] })
    await signUp(page, running.setupLink)
    await page.getByRole('link', { name: 'Ida Falk' }).click()
    await page.getByRole('heading', { name: 'Why this score' }).waitFor()
    await expectAccessible(page, 'a lead beside the list')
    for (const [path, heading] of [
      ['leads/board', 'Leads'],
      ['flows', 'Flows'],
      ['flows/pricing', 'Pricing chat'],
      ['flows/pricing/points', 'Fit: who they are'],
      ['experiments', 'Experiments'],
      ['reports', 'Reports'],
      ['settings', 'Settings'],
      ['settings/look', 'Settings'],
      ['settings/lifecycle', 'Settings'],
      ['settings/workspace', 'Settings'],
      ['settings/people', 'Settings'],
    ] as const) {
      await page.goto(`${running.parleyOrigin}/studio/${path}`)
      await page.getByRole('heading', { name: heading }).first().waitFor()
      await expectAccessible(page, path)
    }
  })
})

async function expectAccessible(page: Page, state: string): Promise<void> {
  // Evaluated rather than loaded as a script: the pages' own policies allow no foreign script.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
  expect(found, state).toEqual([])
}
