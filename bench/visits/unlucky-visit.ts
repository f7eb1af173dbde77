import type { BrowserContext, Page } from 'playwright-core'
import type { PricingSite } from './pricing-site.ts'

/** What somebody answered and saw taken, in order. */
export interface UnluckyVisit {
  readonly given: readonly (readonly [step: string, value: string])[]
  /** Answers that were seen to be taken and were gone on the next page. */
  readonly forgotten: number
  /** What befell it, for whoever looks for the cause of a loss. */
  readonly story: readonly string[]
}

/** A number from 0 up to, not including, `sides`. */
export type Dice = (sides: number) => number

interface Answer {
  readonly step: string
  readonly question: string
  /** What is tapped, and what it is in the log. */
  readonly label: string
  readonly value: string
}

const ANSWERS: readonly Answer[] = [
  {
    step: 'q_need',
    question: 'What should counting fix?',
    label: 'Counts that do not match the ERP',
    value: 'erp_mismatch',
  },
  { step: 'q_size', question: 'How many people work at your company?', label: '50–500', value: 's50_500' },
  { step: 'q_role', question: 'What is your role?', label: 'Owner, C-level or VP', value: 'executive' },
  { step: 'q_timeline', question: 'When should it be live?', label: 'This month', value: 'month' },
  { step: 'q_budget', question: 'What is the yearly budget?', label: '$24k or more', value: 'b24k' },
]
const AFTER_ALL = 'First, your name?'
const TROUBLES = ['none', 'offline', 'answers lost', 'busy', 'reload', 'close', 'close offline'] as const

/** Who answers within 300 ms of the first question is taken for a robot. */
const READING_MS = 320
const PATIENCE_MS = 20_000

/**
 * One visitor in a browser of their own, whose line, page and server fail them at random moments. Resolves with a last page
 * open and a line; rejects when the conversation does not go on.
 */
export async function makeUnluckyVisit(
  context: BrowserContext,
  { pageUrl, parleyOrigin }: PricingSite,
  { campaign, dice }: { readonly campaign: string; readonly dice: Dice },
): Promise<UnluckyVisit> {
  const story: string[] = []
  let trouble: (typeof TROUBLES)[number] = 'none'
  let forgotten = 0
  await context.route(`${parleyOrigin}/v1/sessions**`, async route => {
    try {
      if (trouble === 'busy') return await route.fulfill({ status: 503, body: '' })
      if (trouble !== 'answers lost') return await route.continue()
      // It arrives, and nobody hears of it.
      await route.fetch()
      await route.abort()
    } catch {
      // The page is gone.
    }
  })
  const open = async () => {
    const page = await context.newPage()
    await page.goto(`${pageUrl}?utm_campaign=${campaign}`)
    await openChat(page)
    return page
  }

  let page = await open()
  for (const [index, { step, question, label }] of ANSWERS.entries()) {
    const next = ANSWERS[index + 1]?.question ?? AFTER_ALL
    await asks(page, question)
    // The rest of the widget comes with the first answer.
    if (index === 0) await page.waitForTimeout(READING_MS)
    else trouble = TROUBLES[dice(TROUBLES.length)] ?? 'none'
    const pause = dice(150)
    story.push(`${step}, ${trouble} after ${pause} ms`)
    if (trouble.endsWith('offline')) await context.setOffline(true)
    await tap(page, label)
    await page.waitForTimeout(pause)
    if (trouble === 'reload' || trouble.startsWith('close')) {
      const taken = (await questionOf(page)) === next
      if (trouble !== 'reload') await page.close()
      await context.setOffline(false)
      if (trouble === 'reload') await page.reload()
      page = trouble === 'reload' ? page : await open()
      trouble = 'none'
      await openChat(page)
      if ((await questionOf(page)) === question) {
        if (taken) forgotten += 1
        story.push(taken ? 'forgotten' : 'answered again')
        await tap(page, label)
      }
    }
    await asks(page, next)
    if (dice(2) === 0) {
      trouble = 'none'
      await context.setOffline(false)
    }
  }
  await page.waitForTimeout(dice(100))
  await page.close()
  trouble = 'none'
  await context.setOffline(false)
  await open()
  return { given: ANSWERS.map(({ step, value }) => [step, value]), forgotten, story }
}

/** Waits until the chat stands open, pressing its bubble where it does not come by itself. */
async function openChat(page: Page): Promise<void> {
  await page.waitForFunction(
    () => {
      if (document.querySelector('parley-panel')?.shadowRoot?.querySelector('h2')) return true
      document.querySelector('parley-launcher')?.shadowRoot?.querySelector('button')?.click()
      return false
    },
    undefined,
    { timeout: PATIENCE_MS, polling: 50 },
  )
}

async function questionOf(page: Page): Promise<string | null | undefined> {
  return await page.evaluate(
    () => document.querySelector('parley-panel')?.shadowRoot?.querySelector('section h2')?.textContent,
  )
}

async function asks(page: Page, question: string): Promise<void> {
  await page.waitForFunction(
    wanted => document.querySelector('parley-panel')?.shadowRoot?.querySelector('section h2')?.textContent === wanted,
    question,
    { timeout: PATIENCE_MS, polling: 30 },
  )
}

async function tap(page: Page, label: string): Promise<void> {
  await page.evaluate(wanted => {
    const buttons = document.querySelector('parley-panel')?.shadowRoot?.querySelectorAll('section button') ?? []
    for (const button of buttons) if (button.textContent === wanted) (button as HTMLElement).click()
  }, label)
}
