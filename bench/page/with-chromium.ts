import { type Browser, chromium } from 'playwright-core'
import { findChromium } from '#tests/support/chromium.ts'

/** A headless Chromium for as long as `use` runs. */
export async function withChromium<Result>(use: (browser: Browser) => Promise<Result>): Promise<Result> {
  const { path, env } = await findChromium()
  const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']
  const browser = await chromium.launch({ executablePath: path, args, env: { ...process.env, ...env } })
  try {
    return await use(browser)
  } finally {
    await browser.close()
  }
}
