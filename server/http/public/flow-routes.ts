import { Hono } from 'hono'
import type { Flow } from '#flows/flow.ts'
import { localesOf, publicFlow } from '#flows/locale.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { loadFlowRevision } from '../../publishing/live.ts'
import { createLruMap } from '../../sessions/lru-map.ts'
import { otherMethods } from '../other-methods.ts'
import { EMBED_HEADERS } from '../security-headers.ts'
import type { PublicGate } from './public-gate.ts'
import { hasCurrent } from './read-request.ts'

/** The address names the content, so it never changes. */
const CACHE = 'public, max-age=31536000, immutable'
const RENDERED = 200

/** `GET /flows/{revision}/{locale}`: a published flow in one language, as browsers get it. Readable from any page. */
export function flowRoutes(deps: Deps, gate: PublicGate): Hono {
  const rendered = createLruMap<string, string>(RENDERED)

  async function render(revision: string, locale: string): Promise<string> {
    const known = rendered.get(`${revision}:${locale}`)
    if (known !== undefined) return known
    const flow = await findFlow(deps, revision, locale)
    const text = JSON.stringify(publicFlow(flow, locale))
    rendered.set(`${revision}:${locale}`, text)
    return text
  }

  const app = new Hono()
  app.get('/flows/:revision/:locale', async c => {
    gate.limitAddress(c)
    const { revision, locale } = c.req.param()
    const text = await render(revision, locale)
    const etag = `"${revision.slice(0, 32)}-${locale}"`
    const headers = { ...EMBED_HEADERS, etag, 'cache-control': CACHE }
    if (hasCurrent(c, etag)) return new Response(null, { status: 304, headers })
    return new Response(text, { headers: { ...headers, 'content-type': 'application/json' } })
  })
  app.all('/flows/:revision/:locale', otherMethods('GET', 'OPTIONS'))
  return app
}

async function findFlow({ store }: Deps, revision: string, locale: string): Promise<Flow> {
  const flow = /^[0-9a-f]{64}$/.test(revision) ? await loadFlowRevision(store.db, revision) : null
  if (!flow) throw new ApiError('not_found', { detail: 'There is no published flow with this hash.' })
  // One address for one content: the site configuration lists the locales there are.
  if (!localesOf(flow).includes(locale)) throw new ApiError('not_found', { detail: 'The flow has no such locale.' })
  return flow
}
