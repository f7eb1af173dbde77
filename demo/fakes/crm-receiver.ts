import { z } from 'zod'
import type { CrmBehaviour } from './crm-behaviour.ts'
import type { CrmRequest, CrmStore } from './crm-store.ts'
import { verifyWebhook, type WebhookHeaders } from './verify-webhook.ts'

export type CrmReceiver = {
  readonly store: CrmStore
  secret(): string | undefined
  now(): number
  delay(milliseconds: number): Promise<unknown>
}

/** What a request to the webhook came to; the status is also the answer's. */
export type Received = Pick<CrmRequest, 'status' | 'outcome' | 'webhookId' | 'type'>

/** Seconds in the Retry-After of a 429. */
export const retryAfterSeconds = 2

const slowMilliseconds = 5_000
const largestBody = 256 * 1_024

const eventBody = z.object({ type: z.string(), timestamp: z.string().catch(''), data: z.unknown() })

const failures: Readonly<Partial<Record<CrmBehaviour, Pick<Received, 'status' | 'outcome'>>>> = {
  '410': { status: 410, outcome: 'told to answer 410' },
  '429': { status: 429, outcome: `told to answer 429, retry in ${retryAfterSeconds} s` },
  '500': { status: 500, outcome: 'told to answer 500' },
}

/** Checks one webhook and keeps its event, unless the CRM was told to fail. A forged one is refused in every mode. */
export async function receive(crm: CrmReceiver, headers: WebhookHeaders, body: string): Promise<Received> {
  const unread = { webhookId: headers.id, type: undefined }
  if (body.length > largestBody) return { ...unread, status: 413, outcome: 'refused: larger than 256 KiB' }
  const secret = crm.secret()
  if (!secret) return { ...unread, status: 503, outcome: 'refused: the secret is not set yet' }
  const verified = verifyWebhook({ secret, headers, body, now: crm.now() })
  if (!verified.ok) return { ...unread, status: 401, outcome: `refused: ${verified.problem}` }
  const event = readEvent(body)
  if (!event) return { ...unread, status: 400, outcome: 'refused: no event in the body' }

  const seen = { webhookId: headers.id, type: event.type }
  const behaviour = crm.store.behaviour()
  const failure = failures[behaviour]
  if (failure) return { ...seen, ...failure }
  if (behaviour === 'slow') await crm.delay(slowMilliseconds)
  // The signature covers the id, so a verified webhook has one.
  const outcome = crm.store.keep({ webhookId: headers.id ?? '', at: crm.now(), ...event })
  return { ...seen, status: 200, outcome }
}

function readEvent(body: string): z.infer<typeof eventBody> | undefined {
  try {
    return eventBody.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}
