import { timingSafeEqual } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

/** What a webhook brings besides its body; a missing header is undefined. */
export type WebhookHeaders = {
  readonly id: string | undefined
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

export type Verified = { readonly ok: true } | { readonly ok: false; readonly problem: string }

const toleranceSeconds = 5 * 60

/**
 * Checks a Standard Webhooks 1.0 signature (`v1`, HMAC-SHA-256) with the scheme's own library, which shares no code
 * with Parley. `secret` is `whsec_…`, `now` in milliseconds since 1970; a timestamp more than five minutes from it is
 * refused. Throws when `secret` is not base64.
 */
export function verifyWebhook(webhook: {
  readonly secret: string
  readonly headers: WebhookHeaders
  readonly body: string
  readonly now: number
}): Verified {
  const { id, timestamp, signature } = webhook.headers
  if (!id || !timestamp || !signature) return { ok: false, problem: 'a webhook header is missing' }
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, problem: 'the timestamp is no number of seconds' }
  const seconds = Number(timestamp)
  if (Math.abs(webhook.now / 1_000 - seconds) > toleranceSeconds) {
    return { ok: false, problem: 'the timestamp is more than five minutes off' }
  }
  // The library's own verify() reads the system clock; signing again and comparing lets the caller own the time.
  const expected = new Webhook(webhook.secret).sign(id, new Date(seconds * 1_000), webhook.body)
  const agrees = signature.split(' ').some(candidate => equal(candidate, expected))
  return agrees ? { ok: true } : { ok: false, problem: 'no signature agrees' }
}

function equal(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
