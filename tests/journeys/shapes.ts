import axe, { type AxeResults } from 'axe-core'
import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { Shape, Surface } from '#flows/api.ts'
import type { Running } from '#tests/support/running.ts'

/** What everybody answers the demo flow, whatever its shape. */
export const ANSWERS = {
  name: 'Daniel Reid',
  company: 'Fennmoor',
  size: '50–500',
  role: 'Head of a department',
  need: 'Many sites to count',
  timeline: 'This month',
  message: 'How three sites share one count.',
} as const

export const TEXTS = {
  consent: /^Yes, Tallybarn may e-mail me/,
  offer: 'Fennmoor is in good hands. Which time suits you?',
}

/** Puts an element with a flow on the page, as its HTML would. */
export async function putElement(
  page: Page,
  tag: string,
  attributes: Readonly<Record<string, string>>,
): Promise<Locator> {
  await page.evaluate(
    ([name, given]) => {
      const element = document.createElement(name)
      for (const [key, value] of Object.entries(given)) element.setAttribute(key, value)
      element.style.display = 'block'
      document.querySelector('main')?.prepend(element)
    },
    [tag, attributes] as const,
  )
  return page.locator(
    `${tag}${Object.entries(attributes)
      .map(([key, value]) => `[${key}="${value}"]`)
      .join('')}`,
  )
}

export interface Opening {
  readonly flow: string
  readonly surface: Surface
  readonly shape: Shape
  readonly asked: boolean
}

/** Opens a flow over the page as the loader does for a placement. */
export async function openOver(page: Page, { parleyOrigin, siteKey }: Running, opening: Opening): Promise<Locator> {
  // As text, or what runs the tests would put an import of its own there.
  await page.evaluate(`(async ([api, key, { flow, ...how }]) => {
    const config = await (await fetch(api + '/v1/sites/' + key)).json()
    const { mount } = await import(config.entry)
    const site = config.flows.find(one => one.flow === flow)
    const visit = { visitor: '1111111111-2222222222', consent: 'unset', from: [location.href, ''], events: [], exposures: [] }
    mount({ config, page: visit, site, ...how })
  })(${JSON.stringify([parleyOrigin, siteKey, opening])})`)
  return page.getByRole('dialog')
}

/** Fills in what of the demo flow stands in the form right now. Key by key at first: what is complete at once is a robot's. */
export async function fillIn(
  form: Locator,
  email: string,
  parts: readonly ('who' | 'company' | 'wish')[],
): Promise<void> {
  if (parts.includes('who')) {
    await form.getByLabel('Your name').pressSequentially(ANSWERS.name, { delay: 20 })
    await form.getByLabel('Work e-mail').pressSequentially(email, { delay: 10 })
    await form.getByLabel('Company').fill(ANSWERS.company)
  }
  if (parts.includes('company')) {
    for (const answer of [ANSWERS.size, ANSWERS.role, ANSWERS.need])
      await form.getByText(answer, { exact: true }).click()
  }
  if (parts.includes('wish')) {
    await form.getByText(ANSWERS.timeline, { exact: true }).click()
    await form.getByLabel('What must we show?').fill(ANSWERS.message)
    await form.getByText(TEXTS.consent).click()
  }
}

/** The same flow as a conversation. */
export async function converse(chat: Locator, email: string): Promise<void> {
  const asks = (question: string | RegExp) => chat.getByRole('heading', { name: question }).waitFor()
  const type = async (question: string, text: string) => {
    await asks(question)
    const composer = chat.getByRole('textbox')
    await composer.pressSequentially(text, { delay: 20 })
    await composer.press('Enter')
  }
  const tap = async (question: string, option: string) => {
    await asks(question)
    await chat.getByRole('button', { name: option, exact: true }).click()
  }
  await type('Your name', ANSWERS.name)
  await type('Work e-mail', email)
  await type('Company', ANSWERS.company)
  await tap('How many people work there?', ANSWERS.size)
  await tap('Your role', ANSWERS.role)
  await tap('What should counting fix?', ANSWERS.need)
  await tap('When should it be live?', ANSWERS.timeline)
  await type('What must we show?', ANSWERS.message)
  await tap('May we write to you about the demo?', 'I agree')
}

export async function expectAccessible(page: Page, state: string): Promise<void> {
  // Evaluated rather than loaded as a script: the pages' own policies allow no foreign script.
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })')
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' | ')}`)
  expect(found, state).toEqual([])
}
