import { setTimeout as wait } from 'node:timers/promises'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { behaviours, type CrmBehaviour } from './crm-behaviour.ts'
import { crmLive, crmPage } from './crm-page.ts'
import { receive, retryAfterSeconds } from './crm-receiver.ts'
import { type CrmRecord, type CrmRequest, createCrmStore } from './crm-store.ts'
import { createFakeApp } from './fake-app.ts'
import { liveFragment } from './live-fragment.ts'
import type { WebhookHeaders } from './verify-webhook.ts'

export type FakeCrmOptions = {
  /** The `whsec_…` secret Parley signs with; undefined until it is known, which answers 503. */
  secret(): string | undefined
  /** Milliseconds since 1970. */
  now(): number
  /** How `slow` waits; real time unless a test says otherwise. */
  delay?(milliseconds: number): Promise<unknown>
}

export type FakeCrm = {
  readonly app: Hono
  /** One record a lead, the latest first. */
  records(): readonly CrmRecord[]
  /** The latest 500 requests to the webhook, the latest first, refused ones included. */
  requests(): readonly CrmRequest[]
  behaviour(): CrmBehaviour
  setBehaviour(behaviour: CrmBehaviour): void
}

const behaviourBody = z.strictObject({ mode: z.enum(behaviours) })

/**
 * A third party for Parley to deliver to: a webhook receiver at `POST /hooks/parley` that checks the signature, keeps
 * one record a lead however often an event arrives, and can be told to fail. Its page at `/` shows what it received.
 */
export function createFakeCrm(options: FakeCrmOptions): FakeCrm {
  const store = createCrmStore()
  const receiver = { store, secret: options.secret, now: options.now, delay: options.delay ?? wait }
  const app = createFakeApp()

  app.post('/hooks/parley', async context => {
    const body = await context.req.text()
    const received = await receive(receiver, readHeaders(context), body)
    store.log({ ...received, at: options.now(), body })
    if (received.status === 429) context.header('Retry-After', String(retryAfterSeconds))
    return context.json({ outcome: received.outcome }, received.status)
  })
  app.post('/behaviour', async context => {
    const parsed = behaviourBody.safeParse(await context.req.json().catch(() => undefined))
    if (!parsed.success) return context.json({ problem: `mode is one of ${behaviours.join(', ')}` }, 422)
    store.setBehaviour(parsed.data.mode)
    return context.json(parsed.data)
  })
  app.get('/', context => context.html(crmPage(store)))
  app.get('/live', context => liveFragment(context, store.version(), () => crmLive(store)))
  app.get('/records.json', context => context.json(store.records()))

  return {
    app,
    records: store.records,
    requests: store.requests,
    behaviour: store.behaviour,
    setBehaviour: store.setBehaviour,
  }
}

function readHeaders(context: Context): WebhookHeaders {
  return {
    id: context.req.header('webhook-id'),
    timestamp: context.req.header('webhook-timestamp'),
    signature: context.req.header('webhook-signature'),
  }
}
