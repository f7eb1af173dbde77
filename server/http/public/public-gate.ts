import type { Context } from 'hono'
import type { RateLimits } from './rate-limits.ts'

/** What every group of public routes guards itself with. */
export interface PublicGate {
  readonly limits: RateLimits
  /** Counts a request against the address it came from; throws `rate_limited`. */
  limitAddress(c: Context): void
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
