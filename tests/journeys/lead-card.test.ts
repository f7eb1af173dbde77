import { expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { useRunning } from '#tests/support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const run = useRunning()
const browser = useBrowser()

test('what is typed into Log… stays there: no letter of it decides the lead or opens another', async () => {
  const running = await run()
  const visitor = await browser.newPage()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, { name: 'Ida Falk', email: 'ida@nordvik-cold.example' })
  await chat.panel.getByRole('button', { name: 'Not now' }).waitFor()

  const page = await browser.newPage({ expected: [SIGNED_OUT] })
  await signUp(page, running.setupLink)
  await page.getByRole('link', { name: 'Ida Falk' }).click()
  await page.getByRole('button', { name: 'Log…' }).click()
  const written = page.getByRole('textbox', { name: 'What came of it?' })
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
