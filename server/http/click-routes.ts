import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { type MailLink, readClickToken } from '../nurture/click-token.ts'
import { recordClick } from '../nurture/record-click.ts'
import { createPublicGate } from './public/public-gate.ts'

const LONGEST_TOKEN = 2_500

/**
 * `/c/{token}`: where the links in mails of automations lead. Goes on to the page, the click is kept before: not of an
 * address that follows more links than people do.
 */
export function clickRoutes(deps: Deps): Hono {
  const { limitAddress } = createPublicGate(deps)
  const app = new Hono()
  app.get('/c/:token', async c => {
    const token = c.req.param('token')
    const link = token.length <= LONGEST_TOKEN ? readClickToken(deps.config.secret, token) : null
    if (!link) {
      limitAddress(c)
      throw new ApiError('not_found', { detail: 'This link is not complete. Copy all of it from the mail.' })
    }
    await keep(c, link)
    return new Response(null, {
      status: 302,
      headers: {
        // Headers carry Latin letters only; this is how browsers write all others.
        location: new URL(link.url).href,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      },
    })
  })
  return app

  /** Never rejects: who wants to read the page shall read it. */
  async function keep(c: Context, link: MailLink): Promise<void> {
    try {
      // A company's gateway may follow every link of a campaign from one address, before its people do.
      limitAddress(c)
      const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? c.req.header('x-purpose') ?? ''
      await recordClick(deps, link, { method: c.req.method, userAgent: c.req.header('user-agent') ?? '', purpose })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'rate_limited') return
      deps.log.error({ err: error }, 'a click in a mail could not be kept')
    }
  }
}
