import type { Locator, Page } from 'playwright-core'

/** A visitor's hand on the chat of the pricing page. */
export interface PricingChat {
  readonly panel: Locator
  /** Taps an option of the question in focus. */
  tap(label: string): Promise<void>
  /** Types an answer and sends it with Enter. */
  type(text: string): Promise<void>
  /** Waits for the question in focus. */
  asks(question: string | RegExp): Promise<void>
}

/** Who answers within 300 ms of the first question is a robot: a finger rests on it for longer. */
const FIRST_PRESS_MS = 350

/** What a visitor ready to buy taps, question by question. */
export const HOT_TAPS = [
  ['What should counting fix?', 'Counts that do not match the ERP'],
  ['How many people work at your company?', '50–500'],
  ['What is your role?', 'Owner, C-level or VP'],
  ['When should it be live?', 'This month'],
  ['What is the yearly budget?', '$24k or more'],
] as const

/** Opens the pricing page and the chat bubble on it. */
export async function openPricingChat(page: Page, siteOrigin: string): Promise<PricingChat> {
  await page.goto(`${siteOrigin}/pricing`)
  await launcherOf(page).click()
  return pricingChat(page)
}

/** The closed bubble of the page. */
export function launcherOf(page: Page): Locator {
  return page.locator('parley-launcher').getByRole('button')
}

/** The chat that is open on the page already. */
export function pricingChat(page: Page): PricingChat {
  const panel = page.getByRole('dialog')
  let firstPress = FIRST_PRESS_MS
  return {
    panel,
    async tap(label) {
      await panel.getByRole('button', { name: label, exact: true }).click({ delay: firstPress })
      firstPress = 0
    },
    async type(text) {
      const composer = panel.getByRole('textbox')
      await composer.fill(text)
      await composer.press('Enter')
    },
    asks: question => panel.getByRole('heading', { name: question }).waitFor(),
  }
}

/** Gives every tap in turn, each once its question is there. */
export async function tapThrough(chat: PricingChat, taps: readonly (readonly [string, string])[]): Promise<void> {
  for (const [question, label] of taps) {
    await chat.asks(question)
    await chat.tap(label)
  }
}

/** Name, address and consent, to the end of the questions. */
export async function leaveContact(chat: PricingChat, { name, email }: { name: string; email: string }): Promise<void> {
  await chat.asks('First, your name?')
  await chat.type(name)
  await chat.asks(/^Your work e-mail/)
  await chat.type(email)
  await chat.asks('May we write to you there?')
  await chat.tap('I agree')
}
