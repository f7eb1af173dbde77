import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'
const LEAST_BYTES = 24
const MOST_BYTES = 64

interface SignInput {
  /** `whsec_` and base64 of 24–64 bytes. */
  readonly secret: string
  /** `webhook-id`: the same over all attempts. */
  readonly id: string
  /** `webhook-timestamp`: seconds since 1970, of this attempt. */
  readonly timestamp: number
  /** Exactly as sent. */
  readonly body: string
}

/**
 * The `webhook-signature` of Standard Webhooks 1.0, symmetric: `v1,` and base64 of HMAC-SHA256 over `{id}.{timestamp}.{body}`.
 * Throws TypeError when the secret is not one.
 */
export function signWebhook({ secret, id, timestamp, body }: SignInput): string {
  const key = readSecret(secret)
  if (!key) throw new TypeError('Not a webhook secret.')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** A new secret, of 32 random bytes. */
export function createWebhookSecret(randomBytes: (count: number) => Uint8Array): string {
  return PREFIX + Buffer.from(randomBytes(32)).toString('base64')
}

export function isWebhookSecret(text: string): boolean {
  return readSecret(text) !== null
}

function readSecret(text: string): Buffer | null {
  if (!text.startsWith(PREFIX)) return null
  const encoded = text.slice(PREFIX.length)
  const key = Buffer.from(encoded, 'base64')
  // Buffer skips what is not base64; the way back shows whether anything was.
  const canonical = key.toString('base64') === encoded
  return canonical && key.length >= LEAST_BYTES && key.length <= MOST_BYTES ? key : null
}
