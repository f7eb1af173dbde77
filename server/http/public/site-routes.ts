import { createHash } from 'node:crypto'
import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { type LiveSite, loadSite } from '../../publishing/live.ts'
import { otherMethods } from '../other-methods.ts'
import { checkOrigin, corsHeaders } from './origin-gate.ts'
import type { PublicGate } from './public-gate.ts'
import { hasCurrent, originOf } from './read-request.ts'
import { createSiteConfigs } from './site-config.ts'
import { asksForCountry, createCountryReader } from './visitor-country.ts'

/** A changed flow is on every page within a minute. */
const CACHE = 'public, max-age=60, stale-while-revalidate=600'
const OWN = 'private, max-age=60'

/** `GET /sites/{key}`: what is live on a site. */
export function siteRoutes(deps: Deps, gate: PublicGate): Hono {
  const siteConfigOf = createSiteConfigs(deps.config)
  const countryOf = createCountryReader(deps.config)
  // A site with what is live on it is loaded as one object and cached: its text is made once.
  const rendered = new WeakMap<LiveSite, { readonly text: string; readonly etag: string }>()

  function render(site: LiveSite, country?: string) {
    const known = country ? undefined : rendered.get(site)
    if (known) return known
    const text = JSON.stringify(siteConfigOf(site, country))
    const made = { text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"` }
    if (!country) rendered.set(site, made)
    return made
  }

  const app = new Hono()
  app.get('/sites/:key', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const site = await findSite(deps, c.req.param('key'))
    checkOrigin(origin, site.origins, deps.config.publicUrl)
    const { text, etag } = render(site, countryOf(c, site))
    const cache = { 'cache-control': asksForCountry(site) ? OWN : CACHE }
    const headers = { ...corsHeaders(origin), ...cache, etag, 'x-content-type-options': 'nosniff' }
    if (hasCurrent(c, etag)) return new Response(null, { status: 304, headers })
    return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
  })
  app.all('/sites/:key', otherMethods('GET', 'OPTIONS'))
  return app
}

/** The site with a public key; throws `not_found`. */
export async function findSite({ store }: Pick<Deps, 'store'>, key: string): Promise<LiveSite> {
  // Not every text can be looked up: Postgres fails at NUL.
  const site = /^[\w-]{1,64}$/.test(key) ? await loadSite(store.db, key) : null
  if (!site) throw new ApiError('not_found', { detail: 'There is no site with this key.' })
  return site
}

/** For a site that a page may use: throws `not_found`, `origin_refused` or `rate_limited`. */
export async function admit(
  deps: Pick<Deps, 'store' | 'config'>,
  { limits }: Pick<PublicGate, 'limits'>,
  { key, origin }: { readonly key: string; readonly origin: string | undefined },
): Promise<LiveSite> {
  const site = await findSite(deps, key)
  checkOrigin(origin, site.origins, deps.config.publicUrl)
  limits.site(site.key)
  return site
}
