import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { buildWidget } from '#widget/build.ts'
import { installPeers } from '../peers/install-peers.ts'
import { serveWidget } from '../size/serve-widget.ts'
import { median } from '../statistics/quantile.ts'
import { type Contender, surveyjs, typebot } from './contenders.ts'
import { servePeers } from './serve-peers.ts'
import { visit } from './visit.ts'

/** Milliseconds, medians. */
export interface OpeningFigures {
  /** Main-thread time before anybody acts, at a fourth of the processor's speed, beyond that of an empty page. */
  readonly mainThread: number
  /** From the click to the first question to be seen, at full speed. */
  readonly firstQuestion: number
}

const RUNS = 7

/** Parley and peers on a page with nothing else on it, all from this machine, in turns. */
export async function measureOpening(browser: Browser): Promise<Readonly<Record<string, OpeningFigures>>> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-opening-'))
  await buildWidget(folder)
  const widget = await serveWidget(folder)
  const modules = await installPeers()
  const served = modules === null ? null : await servePeers(modules)
  try {
    const contenders: Contender[] = [
      { name: 'parley', url: widget.origin, launcher: 'parley-launcher button', question: 'parley-panel h2' },
      ...(served ? [typebot(served.origin), surveyjs(served.origin)] : []),
    ]
    const empty = `${widget.origin}/empty`
    const times = new Map(contenders.map(({ name }) => [name, { main: [] as number[], first: [] as number[] }]))
    for (let run = 0; run < RUNS; run += 1) {
      const base = (await visit(browser, { url: empty })).mainThread
      for (const contender of contenders) {
        const time = times.get(contender.name)
        time?.main.push((await visit(browser, { url: contender.url })).mainThread - base)
        time?.first.push(await timeToQuestion(browser, contender))
      }
    }
    return Object.fromEntries(
      [...times].map(([name, { main, first }]) => [
        name,
        { mainThread: Math.round(median(main)), firstQuestion: Math.round(median(first)) },
      ]),
    )
  } finally {
    served?.close()
    widget.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Taken in the page itself: from the click's event to the first frame in which the question stands. */
async function timeToQuestion(browser: Browser, { url, launcher, question }: Contender): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'networkidle' })
    const clicked = page.evaluate(
      () =>
        new Promise<number>(resolve =>
          addEventListener('click', () => resolve(performance.now()), { capture: true, once: true }),
        ),
    )
    await page.locator(launcher).first().click()
    const startedAt = await clicked
    const shownAt = await page
      .locator(question)
      .first()
      .evaluate(() => new Promise<number>(resolve => requestAnimationFrame(() => resolve(performance.now()))))
    return shownAt - startedAt
  } finally {
    await context.close()
  }
}
