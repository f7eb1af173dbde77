const LONGEST_MS = 10 * 60_000

/**
 * Milliseconds that a Retry-After header asks for: seconds or a date (RFC 9110 10.2.3); undefined when it asks for
 * nothing. Ten minutes at most, whatever this machine's clock makes of the date.
 */
export function retryAfter(header: string | null, now: number): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const after = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1000
  return after > 0 ? Math.min(after, LONGEST_MS) : undefined
}
