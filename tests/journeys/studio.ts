import type { Page } from 'playwright-core'

/** Makes the first account through the one-time link; the inbox is open afterwards. */
export async function signUp(page: Page, setupLink: string): Promise<void> {
  await page.goto(setupLink)
  await page.getByLabel('Your name').fill('Mara Lind')
  await page.getByLabel('Work e-mail').fill('mara@tallybarn.example')
  await page.getByLabel('Password').fill('a long enough password')
  await page.getByLabel('Company').fill('Tallybarn')
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/studio/leads**')
}

/** The console's line for asking who is signed in when nobody is. */
export const SIGNED_OUT = /401 \(Unauthorized\) \(.*\/api\/me\)/
