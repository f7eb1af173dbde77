import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { readClickToken } from '../nurture/click-token.ts'
import { recordClick } from '../nurture/record-click.ts'
import { createPublicGate } from './public/public-gate.ts'

const LONGEST_TOKEN = 2_500

/** `/c/{token}`: where the links in mails of automations lead. Goes on to the page at once; the click is kept before. */
export function clickRoutes(deps: Deps): Hono {
  const { limitAddress } = createPublicGate(deps)
  const app = new Hono()
  app.get('/c/:token', async c => {
    limitAddress(c)
    const token = c.req.param('token')
    const link = token.length <= LONGEST_TOKEN ? readClickToken(deps.config.secret, token) : null
    if (!link) throw new ApiError('not_found', { detail: 'This link is not complete. Copy all of it from the mail.' })
    const clicker = {
      method: c.req.method,
      userAgent: c.req.header('user-agent') ?? '',
      purpose: c.req.header('sec-purpose') ?? c.req.header('purpose') ?? c.req.header('x-purpose') ?? '',
    }
    try {
      await recordClick(deps, link, clicker)
    } catch (error) {
      // Who wants to read the page shall read it.
      deps.log.error({ err: error }, 'a click in a mail could not be kept')
    }
    return new Response(null, {
      status: 302,
      headers: {
        location: link.url,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      },
    })
  })
  return app
}
