import { Hono } from 'hono'
import { createAuth } from './auth/auth.ts'
import type { Deps } from './deps.ts'
import { ApiError } from './errors.ts'
import { bookingPageRoutes } from './http/booking-page-routes.ts'
import { clickRoutes } from './http/click-routes.ts'
import { formRoutes } from './http/forms/form-routes.ts'
import { healthRoutes } from './http/health-routes.ts'
import { refuseOtherMethods } from './http/other-methods.ts'
import { onProblem } from './http/problem.ts'
import { createPublicGate } from './http/public/public-gate.ts'
import { publicRoutes } from './http/public/public-routes.ts'
import { PAGE_HEADERS } from './http/security-headers.ts'
import { studioRoutes } from './http/studio/studio-routes.ts'
import { studioFileRoutes } from './http/studio-file-routes.ts'
import { unsubscribeRoutes } from './http/unsubscribe-routes.ts'
import { verdictPageRoutes } from './http/verdict-page-routes.ts'
import { widgetFileRoutes } from './http/widget-file-routes.ts'
import { readWidgetFiles } from './http/widget-files.ts'

export interface AppOptions {
  readonly version: string
  /** True while the process drains: `/readyz` then answers 503. */
  readonly stopping: () => boolean
}

/**
 * The whole of Parley's HTTP: the public API for the widget (`/v1`), forms on pages of their own (`/f`), the
 * studio's API (`/api`), the files of all, and health. Each group brings its own guards; errors become problem+json in one place.
 */
export function createApp(deps: Deps, options: AppOptions): Hono {
  const auth = createAuth(deps)
  const widget = readWidgetFiles(deps.config.widgetDirectory)
  const gate = createPublicGate(deps)
  const app = new Hono()
  app.onError(onProblem(deps))
  app.notFound(() => {
    throw new ApiError('not_found')
  })
  app.route('/', healthRoutes(deps, options))
  app.route('/v1', publicRoutes(deps, gate))
  app.route('/f', formRoutes(deps, gate, widget))
  app.route('/api', studioRoutes(deps, auth))
  app.route('/', bookingPageRoutes(deps))
  app.route('/', clickRoutes(deps))
  app.route('/', unsubscribeRoutes(deps))
  app.route('/', verdictPageRoutes(deps))
  app.route('/', widgetFileRoutes(deps, widget))
  app.route('/', studioFileRoutes(deps))
  app.get('/', c => c.redirect('/studio/'))
  app.get('/.well-known/security.txt', c =>
    c.text(`Contact: ${deps.config.publicUrl}/studio/\nExpires: 2027-12-31T00:00:00.000Z\n`, 200, PAGE_HEADERS),
  )
  refuseOtherMethods(app)
  return app
}
