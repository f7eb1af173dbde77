import { Hono } from 'hono'
import { assets } from './assets.ts'
import { checklistText } from './checklist.ts'
import { contentSecurityPolicy } from './content-security-policy.ts'
import { countingCost } from './counting-cost.ts'
import { countSheetCsv, printableChecklist } from './downloads.ts'
import { type Embed, layout } from './layout.ts'
import type { Page } from './page.ts'
import { book } from './pages/book.ts'
import { calculator, calculatorResult, parseInput } from './pages/calculator.ts'
import { careers } from './pages/careers.ts'
import { coldStore } from './pages/cold-store.ts'
import { cycleCountChecklist } from './pages/cycle-count-checklist.ts'
import { demo } from './pages/demo.ts'
import { home } from './pages/home.ts'
import { notFound } from './pages/not-found.ts'
import { pricing } from './pages/pricing.ts'
import { privacy } from './pages/privacy.ts'
import { stockCount } from './pages/stock-count.ts'

/** Every page of tallybarn.example. */
export const pages: readonly Page[] = [
  home,
  pricing,
  demo,
  cycleCountChecklist,
  stockCount,
  careers,
  coldStore,
  calculator,
  privacy,
]

/**
 * The demo company's site as a Hono app, with Parley embedded the way a customer does it: one script tag and, where a
 * form or chat stands in the page, one element.
 *
 * `parleyOrigin` is an http(s) address (only its origin is used), `siteKey` the public key of the site in Parley.
 * Throws a TypeError when `parleyOrigin` is no address.
 */
export function createSite(options: { readonly parleyOrigin: string; readonly siteKey: string }): Hono {
  const embed: Embed = {
    parleyOrigin: new URL(options.parleyOrigin).origin,
    siteKey: encodeURIComponent(options.siteKey),
  }
  const policy = contentSecurityPolicy(embed.parleyOrigin)
  const site = new Hono()

  site.use(async (context, next) => {
    await next()
    context.header('Content-Security-Policy', policy)
    context.header('X-Content-Type-Options', 'nosniff')
    context.header('Referrer-Policy', 'strict-origin-when-cross-origin')
  })
  for (const page of pages) {
    site.get(page.path, context => context.html(layout(page, page.render(context.req.query()), embed)))
  }
  site.get(book.path, context => context.html(layout(book, book.render({}), embed)))
  // Parley's own page for a flow: a form that needs no script.
  site.get('/ask/:flow', context =>
    context.redirect(
      `${embed.parleyOrigin}/f/${embed.siteKey}/${encodeURIComponent(context.req.param('flow'))}?plain=1`,
    ),
  )
  site.get('/calculator/result', context =>
    context.html(calculatorResult(countingCost(parseInput(context.req.query())))),
  )
  site.get('/downloads/cycle-count-checklist.html', context => context.html(printableChecklist()))
  site.get('/downloads/cycle-count-checklist.txt', () =>
    download('cycle-count-checklist.txt', 'text/plain', checklistText()),
  )
  site.get('/downloads/count-sheet.csv', () => download('count-sheet.csv', 'text/csv', countSheetCsv))
  site.get('/assets/:name', context => serveAsset(context.req.param('name')))
  site.notFound(context => context.html(layout(notFound, notFound.render({}), embed), 404))
  return site
}

function serveAsset(name: string): Response {
  const asset = Object.hasOwn(assets, name) ? assets[name] : undefined
  if (!asset) return new Response('Not found', { status: 404 })
  return new Response(asset.body, {
    headers: { 'Content-Type': asset.type, 'Cache-Control': 'public, max-age=31536000, immutable' },
  })
}

function download(name: string, type: string, body: string): Response {
  return new Response(body, {
    headers: { 'Content-Type': `${type}; charset=utf-8`, 'Content-Disposition': `attachment; filename="${name}"` },
  })
}
