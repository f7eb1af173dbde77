import { Hono } from 'hono'
import type { Deps } from '../deps.ts'

/** `/livez` the process answers; `/readyz` a write goes through; `/version` what runs. */
export function healthRoutes(deps: Deps, options: { version: string; stopping: () => boolean }): Hono {
  const app = new Hono()
  app.get('/livez', c => c.json({ status: 'alive' }))
  app.get('/version', c => c.json({ version: options.version, store: deps.store.engine }))
  app.get('/readyz', async c => {
    if (options.stopping()) return c.json({ status: 'stopping' }, 503)
    try {
      await deps.store.probe()
      return c.json({ status: 'ready' })
    } catch (error) {
      deps.log.warn({ err: error }, 'not ready')
      return c.json({ status: 'store_unavailable' }, 503)
    }
  })
  return app
}
