import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { ensureBuilt } from '#demo/ensure-built.ts'
import { startDemo } from '#demo/start-demo.ts'
import { median } from '../statistics/quantile.ts'
import { type PageCost, visit } from './visit.ts'

/** The page with the loader in it, and what the loader adds to the same page without it. */
export interface PricingFigures {
  readonly with: PageCost
  readonly without: PageCost
  readonly added: PageCost
}

const RUNS = 5

/** The demo's pricing page, with its tag and with the tag taken out, in turns. */
export async function measurePricing(browser: Browser): Promise<PricingFigures> {
  const dataDirectory = await mkdtemp(join(tmpdir(), 'parley-page-'))
  const ends: (() => Promise<void>)[] = []
  const silent = () => {}
  try {
    await ensureBuilt(silent)
    const { siteOrigin } = await startDemo({
      env: process.env,
      dataDirectory,
      tell: silent,
      onStarted: end => ends.push(end),
    })
    const url = `${siteOrigin}/pricing`
    const costs: { with: PageCost[]; without: PageCost[] } = { with: [], without: [] }
    for (let run = 0; run < RUNS; run += 1) {
      costs.with.push(await visit(browser, { url }))
      costs.without.push(await visit(browser, { url, prepare: withoutLoader }))
    }
    const withLoader = middle(costs.with)
    const without = middle(costs.without)
    return { with: withLoader, without, added: minus(withLoader, without) }
  } finally {
    await Promise.all(ends.toReversed().map(end => end()))
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

/** The page as it was before somebody pasted the tag. */
async function withoutLoader(page: Page): Promise<void> {
  await page.route('**/pricing', async route => {
    const response = await route.fetch()
    const html = await response.text()
    await route.fulfill({ response, body: html.replace(/<script[^>]*\/w\/[^>]*><\/script>/g, '') })
  })
}

function middle(costs: readonly PageCost[]): PageCost {
  const of = (name: keyof PageCost) => round(median(costs.map(cost => cost[name])))
  return fromEach(of)
}

function minus(a: PageCost, b: PageCost): PageCost {
  return fromEach(name => round(a[name] - b[name]))
}

function fromEach(of: (name: keyof PageCost) => number): PageCost {
  return {
    requests: of('requests'),
    bytes: of('bytes'),
    storage: of('storage'),
    shift: of('shift'),
    mainThread: of('mainThread'),
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
