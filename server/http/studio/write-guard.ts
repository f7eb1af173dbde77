import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'

const READING = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Keeps other sites from writing with a member's cookie. A browser names the page's origin with every write: it must be
 * Parley's own. A caller that names none must send `x-parley: 1`, which no form of another site can. 403 `csrf_refused`.
 */
export function writeGuard({ config }: Pick<Deps, 'config'>): MiddlewareHandler {
  const own = new URL(config.publicUrl).origin
  return async (c, next) => {
    if (!READING.has(c.req.method)) {
      const origin = c.req.header('origin')
      const json = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() === 'application/json'
      const marked = c.req.header('x-parley') === '1'
      const allowed = origin === undefined ? marked : origin === own && (json || marked)
      if (!allowed) throw new ApiError('csrf_refused', { detail: `Use Parley at its own address: ${own}` })
    }
    await next()
  }
}
