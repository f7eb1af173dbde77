import { expect, test } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { useRunning } from '../support/running.ts'

const start = useRunning()
const { newPage } = useBrowser()

/** Shifts of a page that nobody scrolled or touched, as web vitals add them up; under 0.1 counts as good. */
const GOOD = 0.05

test.each([
  ['desktop', 1280, 800],
  ['phone', 390, 844],
])('nothing jumps on a %s when Parley fills its places in the page', async (_device, width, height) => {
  const { siteOrigin } = await start()
  for (const path of ['/pricing', '/demo', '/lp/stock-count', '/blog/cycle-count-checklist']) {
    const page = await newPage({ viewport: { width, height } })
    await page.addInitScript(() => {
      const state = window as unknown as { shifted: number } // a name of this test's own
      state.shifted = 0
      new PerformanceObserver(list => {
        for (const entry of list.getEntries()) state.shifted += (entry as unknown as { value: number }).value // LayoutShift
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(siteOrigin + path)
    // Who scrolls down before the site's own font is there sees the site move, not Parley.
    await page.evaluate(() => document.fonts.ready)
    const place = page.locator('parley-form, parley-chat').first()
    await place.scrollIntoViewIfNeeded()
    await place.getByRole('button').first().waitFor()
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))))

    const shifted = await page.evaluate(() => (window as unknown as { shifted: number }).shifted) // set above
    expect(shifted, path).toBeLessThan(GOOD)
    await page.context().close()
  }
})
