import { createHash } from 'node:crypto'
import { ApiError } from '../errors.ts'

/** Failed sign-ins that are let through within the window, for one account and for one address. */
const FAILURES = { perAccount: 10, perAddress: 50 }
const WINDOW_MS = 15 * 60_000
/** Bounds the memory an attacker with many addresses can take. */
const KEYS_KEPT = 20_000

export interface SignInLimit {
  /**
   * Counts an attempt as failed before it is tried, so that many at once gain nothing. Throws ApiError `rate_limited` with
   * Retry-After when the account or the address has used its attempts up.
   */
  begin(attempt: Attempt): void
  /** Forgets the account's failures, and this attempt for the address. */
  succeeded(attempt: Attempt): void
}

interface Attempt {
  readonly email: string
  /** Network address of the caller; left out when it is not known. */
  readonly address?: string | undefined
}

interface Count {
  failures: number
  readonly until: number
}

/** Counts in memory, per process: enough to make guessing a password hopeless. */
export function createSignInLimit(
  { now }: { readonly now: () => number },
  limits: { readonly perAccount: number; readonly perAddress: number } = FAILURES,
): SignInLimit {
  const counts = new Map<string, Count>()

  function current(key: string): Count {
    const count = counts.get(key)
    if (count && count.until > now()) return count
    counts.delete(key)
    const [oldest] = counts.keys()
    if (counts.size >= KEYS_KEPT && oldest !== undefined) counts.delete(oldest)
    const fresh = { failures: 0, until: now() + WINDOW_MS }
    counts.set(key, fresh)
    return fresh
  }

  return {
    begin({ email, address }) {
      const limited = [{ count: current(accountKey(email)), limit: limits.perAccount }]
      if (address) limited.push({ count: current(addressKey(address)), limit: limits.perAddress })
      for (const { count, limit } of limited) {
        if (count.failures < limit) continue
        throw new ApiError('rate_limited', {
          detail: 'Too many tries. Try again later.',
          headers: { 'retry-after': String(Math.ceil((count.until - now()) / 1000)) },
        })
      }
      for (const { count } of limited) count.failures += 1
    },

    succeeded({ email, address }) {
      counts.delete(accountKey(email))
      if (address) current(addressKey(address)).failures -= 1
    },
  }
}

/** Hashed, so that a typed address (or a password typed into the wrong box) does not stay in memory. */
function accountKey(email: string): string {
  return `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('base64url')}`
}

function addressKey(address: string): string {
  return `address:${address}`
}
