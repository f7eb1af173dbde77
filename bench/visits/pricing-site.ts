import { ensureBuilt } from '#demo/ensure-built.ts'
import { lastingPort } from '#demo/free-port.ts'
import { createTallybarn } from '#demo/seed/create-tallybarn.ts'
import { templateAt } from '#demo/seed/tested-flows.ts'
import { serveApp } from '#demo/serve-app.ts'
import { readConfig } from '#server/config.ts'
import { startServer } from '#server/start.ts'
import type { Store } from '#server/store/open-store.ts'

/** A bare page with the pricing chat on it, and the Parley behind it. */
export interface PricingSite {
  readonly pageUrl: string
  readonly parleyOrigin: string
  readonly store: Store
  close(): Promise<void>
}

const NO_LIMIT = '1000000000'

/** Starts both on loopback; the page grants consent, so that its visitors come back in other tabs. */
export async function startPricingSite(dataDirectory: string): Promise<PricingSite> {
  await ensureBuilt(() => {})
  let html = ''
  const answer = () => new Response(html, { headers: { 'content-type': 'text/html;charset=utf-8' } })
  const site = await serveApp({ fetch: answer }, { port: 0 })
  const port = await lastingPort()
  const config = readConfig({
    ...{ PORT: String(port), PUBLIC_URL: `http://localhost:${port}`, DATA_DIRECTORY: dataDirectory },
    ...{ LOG_LEVEL: 'fatal', LIMIT_PER_ADDRESS: NO_LIMIT, LIMIT_PER_SITE: NO_LIMIT, LIMIT_PER_SESSION: NO_LIMIT },
  })
  const server = await startServer(config)
  const { siteKey, publish } = await createTallybarn(server.deps, { siteOrigin: site.origin })
  await publish(templateAt('pricing', site.origin), '')
  const tag = `<script async data-consent="granted" src="${config.publicUrl}/w/${siteKey}.js"></script>`
  html = `<!doctype html><html lang="en"><title>Pricing</title><body><h1>Pricing</h1>${tag}`
  return {
    pageUrl: `${site.origin}/pricing`,
    parleyOrigin: config.publicUrl,
    store: server.deps.store,
    async close() {
      await server.close()
      await site.close()
    },
  }
}
