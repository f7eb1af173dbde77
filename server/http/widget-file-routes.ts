import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { type LiveSite, loadSite } from '../publishing/live.ts'
import { findPinned, pinLoader } from './pinned-loaders.ts'
import { createSiteConfigs, readWidgetUrls } from './public/site-config.ts'
import { asksForCountry, createCountryReader } from './public/visitor-country.ts'
import { EMBED_HEADERS } from './security-headers.ts'
import { type StaticFile, sendStaticFile, toStaticFile } from './static-files.ts'
import type { WidgetFiles } from './widget-files.ts'

const FOREVER = 'public, max-age=31536000, immutable'
/** A published change reaches visitors within a minute; until then a page may use what it has. */
const SOON = 'public, max-age=60, stale-while-revalidate=600'
const OWN = 'private, max-age=60'
const PLACEHOLDER = '"__PARLEY_CONFIG__"'
/** Loaders kept compressed, one a site and state of its configuration. */
const KEPT = 200

/**
 * `/w/{siteKey}.js`, the tag a customer pastes; `/w/{siteKey}@{version}.js`, the same with bytes that never change; and
 * `/assets/…`, the modules they import.
 */
export function widgetFileRoutes(deps: Pick<Deps, 'config' | 'store' | 'now'>, widget: WidgetFiles | null): Hono {
  const loaders = new Map<string, StaticFile>()
  const siteConfigOf = createSiteConfigs(deps.config)
  const countryOf = createCountryReader(deps.config)
  const { entry } = readWidgetUrls(deps.config)
  const app = new Hono()

  app.get('/w/:file{[A-Za-z0-9_-]+@[A-Za-z0-9_-]{22}\\.js}', async c => {
    const [key = '', version = ''] = c.req.param('file').slice(0, -3).split('@')
    const site = await loadSite(deps.store.db, key)
    const file = site && widget ? await pinnedFile(site, version, widget) : null
    if (!file) throw new ApiError('not_found')
    return sendStaticFile(c.req.raw, file, { ...EMBED_HEADERS, 'cache-control': FOREVER })
  })

  async function pinnedFile(site: LiveSite, version: string, { loader }: WidgetFiles): Promise<StaticFile | null> {
    const name = `${site.key}@${version}`
    const known = loaders.get(name)
    if (known) return known
    const body = await findPinned(deps, site, { version, current: pinLoader(loader, siteConfigOf(site)) })
    return body === null ? null : keep(name, body)
  }

  function keep(name: string, body: string): StaticFile {
    const file = toStaticFile(encode(body), 'text/javascript; charset=utf-8')
    if (loaders.size >= KEPT) loaders.clear()
    loaders.set(name, file)
    return file
  }

  app.get('/w/:file{[A-Za-z0-9_-]+\\.js}', async c => {
    const site = await loadSite(deps.store.db, c.req.param('file').slice(0, -3))
    if (!site || !widget) throw new ApiError('not_found')
    const config = JSON.stringify(siteConfigOf(site, countryOf(c, site)))
    const file =
      loaders.get(config) ??
      keep(
        config,
        widget.loader.replace(PLACEHOLDER, () => config),
      )
    return sendStaticFile(c.req.raw, file, { ...EMBED_HEADERS, 'cache-control': asksForCountry(site) ? OWN : SOON })
  })

  app.get('/assets/:name', c => {
    const name = c.req.param('name')
    const file = widget?.files.get(`assets/${name}`)
    // A page opened before Parley was updated asks for the entry module by its former name.
    if (!file && widget && /^chat-[\w-]+\.js$/.test(name))
      return new Response(null, {
        status: 302,
        headers: { ...EMBED_HEADERS, 'cache-control': 'no-store', location: entry },
      })
    if (!file) throw new ApiError('not_found')
    return sendStaticFile(c.req.raw, file, { ...EMBED_HEADERS, 'cache-control': FOREVER })
  })
  return app
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
