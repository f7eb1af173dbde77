const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Waits before the second attempt, the third, and so on: the schedule Standard Webhooks 1.0 recommends, 75 hours in all. */
const WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]

/** Up to this share of the wait is added at random, so that what failed together does not come back together. */
const JITTER = 0.2

/** However long a server asks to be left alone. */
const LONGEST_RETRY_AFTER_MS = 24 * HOUR

/** Attempts in all, the first included; after the last a delivery is a dead letter. */
export const MOST_ATTEMPTS = WAITS.length + 1

interface Failed {
  /** Attempts made so far, 1 or more. */
  readonly attempts: number
  readonly now: number
  /** What the server asked for, in ms. Lengthens the wait, never shortens it. */
  readonly retryAfterMs?: number | undefined
  /** 0 ≤ random < 1. */
  readonly random: number
}

/** When to try again, or null when the attempts are used up. */
export function nextAttemptAt({ attempts, now, retryAfterMs = 0, random }: Failed): number | null {
  const wait = WAITS[attempts - 1]
  if (wait === undefined) return null
  const asked = Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS)
  return now + Math.round(Math.max(wait, asked) * (1 + JITTER * random))
}

/** Milliseconds of a `Retry-After` header (seconds or a date), or undefined when there is none that makes sense. */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const milliseconds = /^\d+$/.test(text) ? Number(text) * SECOND : Date.parse(text) - now
  return Number.isFinite(milliseconds) && milliseconds > 0 ? milliseconds : undefined
}
