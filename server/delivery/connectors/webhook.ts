import { z } from 'zod'
import type { EgressResponse } from '../egress.ts'
import type { FailureCode, Outcome } from '../outcome.ts'
import { readRetryAfter } from '../retry-schedule.ts'
import { createWebhookSecret, isWebhookSecret, signWebhook } from '../sign.ts'
import { defineConnector } from './define-connector.ts'

const settings = z.strictObject({
  url: z
    .string()
    .min(1)
    .max(2048)
    .meta({ title: 'Address', description: 'An https:// address that takes POST requests.', format: 'uri' }),
})

/** Posts `{type, timestamp, data}`, signed as Standard Webhooks 1.0 says. */
export const webhook = defineConnector({
  id: 'webhook',
  title: 'Webhook',
  description: 'Posts each lead as signed JSON to an address of yours: a CRM, an automation, your own service.',
  settings,
  secret: {
    label: 'Signing secret',
    hint: 'A signing secret is whsec_ followed by 24 to 64 bytes in base64.',
    isValid: isWebhookSecret,
    generate: createWebhookSecret,
  },
  target: ({ url }) => url,
  wants: () => true,
  async send({ settings: { url }, secret, delivery }, { egress, now }) {
    if (secret === null) return { ok: false, code: 'secret_missing', status: null, response: null }
    const body = JSON.stringify({
      type: delivery.event,
      timestamp: new Date(delivery.createdAt).toISOString(),
      data: delivery.payload,
    })
    const timestamp = Math.floor(now() / 1000)
    const answer = await egress({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'webhook-id': delivery.id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signWebhook({ secret, id: delivery.id, timestamp, body }),
      },
      body,
    })
    return toOutcome(answer, now())
  },
})

function toOutcome({ status, headers, body }: EgressResponse, now: number): Outcome {
  if (status >= 200 && status < 300) return { ok: true, status, response: body }
  const retryAfterMs = readRetryAfter(headers['retry-after'], now)
  return { ok: false, code: toFailureCode(status), status, response: body, retryAfterMs }
}

function toFailureCode(status: number): FailureCode {
  if (status === 410) return 'gone'
  if (status === 429) return 'throttled'
  if (status === 408) return 'timed_out'
  if (status >= 500) return 'server_failed'
  return status >= 300 && status < 400 ? 'redirected' : 'refused'
}
