import { Hono } from 'hono'
import { reportRequest } from '#flows/api-schema.ts'
import type { Deps } from '../../deps.ts'
import { otherMethods } from '../other-methods.ts'
import { corsHeaders } from './origin-gate.ts'
import type { PublicGate } from './public-gate.ts'
import { originOf, readBody } from './read-request.ts'
import { admit } from './site-routes.ts'
import { createTokenBuckets } from './token-buckets.ts'

/** Lines of the log a minute and site: what breaks on every page of a site is told often enough by a few. */
const LINES_PER_MINUTE = 20

/** `/reports`: what the widget cannot mend by itself, one line in the log each. */
export function reportRoutes(deps: Deps, gate: PublicGate): Hono {
  const lines = createTokenBuckets({ perMinute: LINES_PER_MINUTE, now: deps.now })
  const app = new Hono()
  app.post('/reports', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const { site: key, problem, flow, code } = await readBody(c, reportRequest)
    const site = await admit(deps, gate, { key, origin })
    if (lines.take(site.id).ok) {
      deps.log.warn({ workspace: site.workspaceId, site: site.key, problem, flow, code }, 'a widget has trouble')
    }
    return new Response(null, { status: 204, headers: corsHeaders(origin) })
  })
  app.all('/reports', otherMethods('POST', 'OPTIONS'))
  return app
}
