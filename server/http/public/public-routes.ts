import { Hono } from 'hono'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { problemFrom } from '../problem.ts'
import { bookingRoutes } from './booking-routes.ts'
import { challengeRoutes } from './challenge-routes.ts'
import { conversionsRoutes } from './conversions-routes.ts'
import { docsRoutes } from './docs-routes.ts'
import { eventsRoutes } from './events-routes.ts'
import { flowRoutes } from './flow-routes.ts'
import { importsRoutes } from './imports-routes.ts'
import { corsHeaders, createKnownOrigins, preflight } from './origin-gate.ts'
import { outcomesRoutes } from './outcomes-routes.ts'
import type { PublicGate } from './public-gate.ts'
import { originOf } from './read-request.ts'
import { reportRoutes } from './report-routes.ts'
import { sessionRoutes } from './session-routes.ts'
import { siteRoutes } from './site-routes.ts'
import { visitorRoutes } from './visitor-routes.ts'

/** `/v1`: what the widget talks to, and its description. Errors carry CORS headers too, so that the widget can read them. */
export function publicRoutes(deps: Deps, gate: PublicGate): Hono {
  const isKnownOrigin = createKnownOrigins(deps.store.db)
  const app = new Hono()
  app.onError(async (error, c) => {
    const response = problemFrom(error, deps.newId(), deps.log)
    const origin = originOf(c)
    const isReadable = origin !== undefined && !isRefusal(error) && (await isKnown(origin))
    for (const [name, value] of Object.entries(corsHeaders(isReadable ? origin : undefined))) {
      response.headers.set(name, value)
    }
    return response
  })
  app.options('*', async c => {
    const origin = originOf(c)
    if (origin !== undefined && !(await isKnownOrigin(origin))) throw new ApiError('origin_refused')
    return preflight(origin)
  })
  app.route('/', docsRoutes(deps))
  app.route('/', siteRoutes(deps, gate))
  app.route('/', flowRoutes(deps, gate))
  app.route('/', sessionRoutes(deps, gate))
  app.route('/', bookingRoutes(deps, gate))
  app.route('/', visitorRoutes(deps, gate))
  app.route('/', challengeRoutes(deps, gate))
  app.route('/', reportRoutes(deps, gate))
  app.route('/', eventsRoutes(deps, gate))
  app.route('/', conversionsRoutes(deps, gate))
  app.route('/', importsRoutes(deps, gate))
  app.route('/', outcomesRoutes(deps, gate))
  return app

  /** The database may be what failed: then the answer goes out without the headers, rather than not at all. */
  function isKnown(origin: string): Promise<boolean> {
    return isKnownOrigin(origin).catch(() => false)
  }
}

function isRefusal(error: Error): boolean {
  return error instanceof ApiError && error.code === 'origin_refused'
}
