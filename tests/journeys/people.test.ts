import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useBrowser } from '#tests/support/browser.ts'
import { eventually } from '#tests/support/eventually.ts'
import { useRunning } from '#tests/support/running.ts'
import { HOT_TAPS, leaveContact, openPricingChat, tapThrough } from './pricing-chat.ts'
import { SIGNED_OUT, signUp } from './studio.ts'

const run = useRunning()
const browser = useBrowser()

const PASSWORD = 'a password of her own'

test('an owner invites, the invited joins by the link, makes a workspace, and sees nothing of the first in it', async () => {
  const running = await run()
  const visitor = await browser.newPage()
  const chat = await openPricingChat(visitor, running.siteOrigin)
  await tapThrough(chat, HOT_TAPS)
  await leaveContact(chat, { name: 'Ida Falk', email: 'ida@nordvik-cold.example' })
  await chat.panel.getByRole('button', { name: 'Not now' }).waitFor()

  const owner = await browser.newPage({ expected: [SIGNED_OUT] })
  await signUp(owner, running.setupLink)
  await owner.goto(`${running.parleyOrigin}/studio/settings/people`)
  await owner.getByRole('button', { name: 'Invite somebody' }).click()
  await owner.getByLabel('E-mail').fill('vera@tallybarn.example')
  await owner.getByLabel('Owner').check()
  await owner.getByRole('button', { name: 'Invite', exact: true }).click()
  await owner.getByText('Sent to vera@tallybarn.example').waitFor()
  const shown = await owner.locator('.code-line').textContent()
  const letter = await eventually('the letter', () =>
    running.mail.messages().find(({ recipients }) => recipients.includes('vera@tallybarn.example')),
  )
  expect(letter.text).toContain(shown)

  const vera = await browser.newPage({ expected: [SIGNED_OUT, /404 \(Not Found\) \(.*\/api\/leads\//] })
  await vera.goto(shown ?? '')
  await vera.getByLabel('Your name').fill('Vera Moss')
  await vera.getByLabel('Password').fill(PASSWORD)
  await vera.getByRole('button', { name: 'Create account and join' }).click()
  await vera.getByRole('link', { name: 'Ida Falk' }).waitFor()
  await owner.getByRole('button', { name: 'Done' }).click()
  await owner.reload()
  await owner.getByRole('row', { name: /Vera Moss/ }).waitFor()

  const other = await vera.context().newPage()
  await other.goto(`${running.parleyOrigin}/studio/leads`)
  await other.getByRole('link', { name: 'Ida Falk' }).click()
  await other.getByRole('heading', { name: 'Why this score' }).waitFor()
  const lead = other.url()

  await openMenu(vera)
  await vera.getByRole('button', { name: 'New workspace…' }).click()
  await vera.getByLabel('What is it called?').fill('Nordvik')
  await vera.getByRole('button', { name: 'Create and open' }).click()
  await vera.waitForURL('**/settings/installation')
  await vera.goto(`${running.parleyOrigin}/studio/leads`)
  await vera.getByRole('heading', { name: 'Leads' }).first().waitFor()
  await vera.getByRole('button', { name: /Vera Moss\s*Nordvik/ }).waitFor()
  expect(await vera.getByText('Ida').count()).toBe(0)

  // A tab that still shows the first workspace loads itself anew instead of mixing the two.
  await other.getByRole('link', { name: 'Flows' }).click()
  await other.getByRole('button', { name: /Vera Moss\s*Nordvik/ }).waitFor()
  expect(await other.getByText('Pricing chat').count()).toBe(0)

  // A link to a lead of the first says where else it may be.
  await vera.goto(lead)
  await vera.getByRole('button', { name: 'Look in Tallybarn' }).click()
  await vera.getByRole('heading', { name: 'Why this score' }).waitFor()
  await vera.getByRole('button', { name: /Vera Moss\s*Tallybarn/ }).waitFor()

  await openMenu(vera)
  await vera.getByRole('button', { name: /^Nordvik/ }).click()
  await vera.getByRole('button', { name: /Vera Moss\s*Nordvik/ }).waitFor()
  expect(await vera.getByText('Ida').count()).toBe(0)
})

test('a forgotten password is set by a link in the mail, and the next sign-in takes it', async () => {
  const running = await run()
  const owner = await browser.newPage({ expected: [SIGNED_OUT] })
  await signUp(owner, running.setupLink)

  const page = await browser.newPage({ expected: [SIGNED_OUT] })
  await page.goto(`${running.parleyOrigin}/studio/`)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByLabel('E-mail').fill('mara@tallybarn.example')
  await page.getByRole('button', { name: 'Send the link' }).click()
  await page.getByText('If mara@tallybarn.example has an account here').waitFor()
  const letter = await eventually('the letter', () =>
    running.mail.messages().find(({ subject }) => subject === 'Set another password'),
  )
  await page.goto(/http\S+#token=[\w-]+/.exec(letter.text)?.[0] ?? '')
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set the password and sign in' }).click()
  await page.waitForURL('**/studio/leads')

  await page.getByRole('button', { name: 'Sign out' }).click()
  // The inbox's search is labelled with an e-mail, too: the door has to stand there first.
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  await page.getByLabel('E-mail', { exact: true }).fill('mara@tallybarn.example')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Leads' }).first().waitFor()
})

async function openMenu(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Vera Moss/ }).click()
}
