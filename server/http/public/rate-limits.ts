import { hash } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { createTokenBuckets, type Taken } from './token-buckets.ts'

/** Each throws `rate_limited` with Retry-After and the RateLimit headers once its limit is reached. */
export interface RateLimits {
  /** Socket address of the visitor, or of the proxy before it. Only a hash of it is kept, in memory, keyed anew each day. */
  address(address: string): void
  site(key: string): void
  session(id: string): void
}

const DAY_MS = 86_400_000

/** Limits of the public API by `config.limits` (requests a minute), per process. */
export function createRateLimits({
  config,
  now,
  randomBytes,
}: Pick<Deps, 'config' | 'now' | 'randomBytes'>): RateLimits {
  const addresses = createTokenBuckets({ perMinute: config.limits.perAddress, now })
  const sites = createTokenBuckets({ perMinute: config.limits.perSite, now })
  const sessions = createTokenBuckets({ perMinute: config.limits.perSession, now })
  let day = -1
  let salt = ''

  function hashed(address: string): string {
    const today = Math.floor(now() / DAY_MS)
    if (today !== day) {
      day = today
      salt = Buffer.from(randomBytes(32)).toString('hex')
    }
    return hash('sha256', salt + address, 'base64')
  }

  return {
    address: address => check('address', addresses.take(hashed(address))),
    site: key => check('site', sites.take(key)),
    session: id => check('session', sessions.take(id)),
  }
}

function check(policy: string, taken: Taken): void {
  if (taken.ok) return
  throw new ApiError('rate_limited', {
    headers: {
      'retry-after': String(taken.retryAfter),
      'ratelimit-policy': `"${policy}";q=${taken.limit};w=60`,
      ratelimit: `"${policy}";r=${taken.remaining};t=${taken.retryAfter}`,
    },
  })
}
