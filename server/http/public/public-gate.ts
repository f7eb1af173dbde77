import type { Context } from 'hono'
import type { Deps } from '../../deps.ts'
import { createAddressReader } from './client-address.ts'
import { createRateLimits, type RateLimits } from './rate-limits.ts'

/** What every group of public routes guards itself with. */
export interface PublicGate {
  readonly limits: RateLimits
  /** Counts a request against the address it came from; throws `rate_limited`. */
  limitAddress(c: Context): void
}

/** One for everything that takes from visitors: the limits are shared. */
export function createPublicGate(deps: Deps): PublicGate {
  const limits = createRateLimits(deps)
  const clientAddress = createAddressReader(deps.config.trustedProxies)
  return { limits, limitAddress: c => limits.address(clientAddress(c)) }
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
