import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { useRunning } from '#tests/support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const run = useRunning()
const browser = useBrowser()

test('what is typed into Log… stays there: no letter of it decides the lead or opens another', async () => {
  const page = await openLead()
  await page.getByRole('button', { name: 'Log…' }).click()
  const written = page.getByRole('textbox', { name: 'What came of it?' })
  await written.waitFor()
  await page.keyboard.type('asked for a quote, just checking')
  expect(await written.inputValue()).toBe('asked for a quote, just checking')

  // Nor on the way to another kind of act, whose choice is a button.
  await page.getByRole('button', { name: 'They called' }).focus()
  await page.keyboard.type('rajk')
  expect(await page.getByRole('dialog').count()).toBe(0)
  await page.getByRole('button', { name: 'Log it' }).click()
  await page.getByText('Call noted').waitFor()
  await page.getByRole('button', { name: 'Accept lead' }).waitFor()
})

test('a card that fails to load again stays, and says so', async () => {
  const page = await openLead([/503 \(Service Unavailable\)/])
  const busy = { code: 'store_busy', status: 503, title: 'The service is busy. Try again shortly.' }
  await page.route('**/api/leads/*', route => route.fulfill({ status: 503, json: busy }))
  await page.getByRole('button', { name: 'Accept lead' }).click()
  await page.getByText(busy.title).first().waitFor()
  await page.getByRole('heading', { name: 'Why this score' }).waitFor()
  expect(await page.getByText('This did not load').count()).toBe(0)
})

/** The card of somebody who has just talked to the chat, in the owner's inbox. */
async function openLead(expected: readonly RegExp[] = []): Promise<Page> {
  const running = await run()
  const visitor = await browser.newPage()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, { name: 'Ida Falk', email: 'ida@nordvik-cold.example' })
  await chat.panel.getByRole('button', { name: 'Not now' }).waitFor()

  const page = await browser.newPage({ expected: [SIGNED_OUT, ...expected] })
  await signUp(page, running.setupLink)
  await page.getByRole('link', { name: 'Ida Falk' }).click()
  await page.getByRole('heading', { name: 'Why this score' }).waitFor()
  return page
}
