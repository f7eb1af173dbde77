import type { Browser, CDPSession, Page } from 'playwright-core'

/** What a page did until it came to rest, before anybody acted. */
export interface PageCost {
  readonly requests: number
  /** Over the network, headers included. */
  readonly bytes: number
  /** Entries in localStorage and sessionStorage, cookies and databases that were made. */
  readonly storage: number
  /** Cumulative layout shift. */
  readonly shift: number
  /** Milliseconds that the main thread was busy, at a fourth of the processor's speed. */
  readonly mainThread: number
}

const THROTTLE = 4
/** How long a page stays quiet before it counts as at rest. */
const REST_MS = 700

interface VisitOptions {
  readonly url: string
  /** Given the page before it loads. */
  readonly prepare?: (page: Page) => Promise<void>
}

/** Loads a page in a fresh context and looks at what it cost. */
export async function visit(browser: Browser, { url, prepare }: VisitOptions): Promise<PageCost> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    const cdp = await context.newCDPSession(page)
    const network = await watchNetwork(cdp)
    const stored = await watchStorage(cdp)
    await watchShifts(page)
    await prepare?.(page)
    await cdp.send('Performance.enable')
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: THROTTLE })
    await page.goto(url, { waitUntil: 'networkidle' })
    await page.waitForTimeout(REST_MS)
    const { metrics } = await cdp.send('Performance.getMetrics')
    const busy = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN
    const shift = await page.evaluate(() => (window as unknown as { shifted: number }).shifted) // set below
    const databases = await page.evaluate(async () => (await indexedDB.databases()).length)
    const cookies = (await context.cookies()).length
    return { ...network(), storage: stored() + databases + cookies, shift, mainThread: busy * 1000 }
  } finally {
    await context.close()
  }
}

async function watchNetwork(cdp: CDPSession): Promise<() => Pick<PageCost, 'requests' | 'bytes'>> {
  let requests = 0
  let bytes = 0
  cdp.on('Network.requestWillBeSent', () => {
    requests += 1
  })
  cdp.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength
  })
  await cdp.send('Network.enable')
  return () => ({ requests, bytes })
}

async function watchStorage(cdp: CDPSession): Promise<() => number> {
  let written = 0
  const count = () => {
    written += 1
  }
  cdp.on('DOMStorage.domStorageItemAdded', count)
  cdp.on('DOMStorage.domStorageItemUpdated', count)
  await cdp.send('DOMStorage.enable')
  return () => written
}

async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const state = window as unknown as { shifted: number } // a name of this measurement's own
    state.shifted = 0
    new PerformanceObserver(list => {
      for (const entry of list.getEntries()) state.shifted += (entry as unknown as { value: number }).value // LayoutShift
    }).observe({ type: 'layout-shift', buffered: true })
  })
}
