import { createLruMap } from '../../sessions/lru-map.ts'

export interface TokenBuckets {
  /** Takes one token for `key`, if there is one. */
  take(key: string): Taken
}

export interface Taken {
  readonly ok: boolean
  readonly limit: number
  readonly remaining: number
  /** Whole seconds until a token is there again; 0 when one is. */
  readonly retryAfter: number
}

interface Options {
  /** Size of a bucket, and how many tokens drip into it in a minute. */
  readonly perMinute: number
  readonly now: () => number
  /** Keys remembered; the one unused for longest starts anew with a full bucket. */
  readonly keys?: number
}

interface Bucket {
  tokens: number
  at: number
}

const MINUTE_MS = 60_000

/** One token bucket a key, in memory: a burst of a minute's worth, then a steady drip. */
export function createTokenBuckets({ perMinute, now, keys = 50_000 }: Options): TokenBuckets {
  const buckets = createLruMap<string, Bucket>(keys)
  const perMs = perMinute / MINUTE_MS
  return {
    take(key) {
      const at = now()
      const known = buckets.get(key)
      const bucket = known ?? { tokens: perMinute, at }
      if (!known) buckets.set(key, bucket)
      // A clock that steps back drips nothing, and takes nothing away.
      bucket.tokens = Math.min(perMinute, bucket.tokens + Math.max(0, at - bucket.at) * perMs)
      bucket.at = at
      const ok = bucket.tokens >= 1
      if (ok) bucket.tokens -= 1
      const missing = Math.max(0, 1 - bucket.tokens)
      return {
        ok,
        limit: perMinute,
        remaining: Math.floor(bucket.tokens),
        retryAfter: ok ? 0 : Math.max(1, Math.ceil(missing / perMs / 1000)),
      }
    },
  }
}
