import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { findChromium } from './chromium.ts'

export interface TestBrowser {
  /**
   * A page of a new visitor: nothing is remembered from the one before. Errors in the page, lines in its console and
   * breaches of its content security policy fail the test, apart from the console errors that `expected` matches.
   */
  newPage(options?: PageOptions): Promise<Page>
}

export interface PageOptions extends BrowserContextOptions {
  readonly expected?: readonly RegExp[]
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** One Chromium for the test file that calls this. Pages are closed, and what went wrong in them told, after each test. */
export function useBrowser(): TestBrowser {
  let browser: Browser | undefined
  let problems: string[] = []

  beforeAll(async () => {
    const { path, env } = await findChromium()
    browser = await chromium
      .launch({ executablePath: path, args: FLAGS, env: { ...process.env, ...env } })
      .catch(error => {
        throw new Error(`Chromium at ${path} does not start. Install one, or name one in CHROMIUM_PATH.`, {
          cause: error,
        })
      })
  })

  afterEach(async ({ task }) => {
    const pages = browser?.contexts().flatMap(context => context.pages()) ?? []
    if (task.result?.state === 'fail') for (const page of pages) await picture(page, task.name)
    for (const context of browser?.contexts() ?? []) await context.close()
    const found = problems
    problems = []
    expect(found, 'problems in the browser').toEqual([])
  })

  afterAll(async () => {
    await browser?.close()
  })

  return {
    async newPage({ expected = [], ...options } = {}) {
      if (!browser) throw new Error('Pages open in tests, once the browser runs.')
      const context = await browser.newContext({ locale: 'en-GB', timezoneId: 'Europe/London', ...options })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      watch(page, expected, problem => problems.push(problem))
      return page
    },
  }
}

/** What the page looked like when its test failed, for `PARLEY_PICTURES=folder npx vitest run …`. */
async function picture(page: Page, title: string): Promise<void> {
  const folder = process.env.PARLEY_PICTURES
  if (!folder) return
  const name = `${title.slice(0, 60)} ${new URL(page.url()).pathname}`.replaceAll(/[^a-z0-9]+/gi, '-')
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true })
}

function watch(page: Page, expected: readonly RegExp[], tell: (problem: string) => void): void {
  page.on('pageerror', error => tell(`error: ${error.message}`))
  page.on('console', message => {
    // Chromium reports breaches of the content security policy and failed loads as console errors, too.
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const line = `${message.text()} (${message.location().url})`
    if (!expected.some(pattern => pattern.test(line))) tell(`console: ${line}`)
  })
}
