import type { Context } from 'hono'
import { ApiError } from '../../errors.ts'
import type { RateLimits } from './rate-limits.ts'

/** What every group of public routes guards itself with. */
export interface PublicGate {
  readonly limits: RateLimits
  /** Counts a request against the address it came from; throws `rate_limited`. */
  limitAddress(c: Context): void
}

/** For all other methods of a path: throws `method_not_allowed` with the ones there are. */
export function otherMethods(...allowed: readonly string[]): () => never {
  const allow = [...allowed, 'OPTIONS'].join(', ')
  return () => {
    throw new ApiError('method_not_allowed', { headers: { allow } })
  }
}

/** One Response with its headers given at once: setting them later makes the runtime build it twice. */
export function sendJson(body: unknown, status: number, headers: Readonly<Record<string, string>>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  })
}
