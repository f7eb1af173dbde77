import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { createEgress } from '#server/delivery/egress.ts'
import { type Enqueued, enqueueDeliveries } from '#server/delivery/enqueue.ts'
import { createDestination } from '#server/delivery/save-destination.ts'
import { type DeliveryWorker, type Scheduler, startDelivery } from '#server/delivery/worker.ts'
import type { Deps } from '#server/deps.ts'
import { createLiveBus } from '#server/live.ts'
import type { Store } from '#server/store/open-store.ts'
import { createUuidV7 } from '#server/store/uuid.ts'

export const WORKSPACE = 'workspace-a'

/** A day on which the tests happen, whatever the real one is. */
const START = Date.UTC(2026, 10, 22, 9)

interface Options {
  /** `host:port` of the fakes. */
  readonly allow?: readonly string[]
  readonly smtpUrl?: string
}

/** A server's dependencies on a test database, with a clock that only the test moves. */
export interface DeliverySetup {
  readonly deps: Deps
  readonly store: Store
  /** Moves the clock. */
  pass(ms: number): void
  /** Adds a webhook and gives its id and secret. */
  addWebhook(url: string, workspaceId?: string): Promise<{ id: string; secret: string }>
  /** Enqueues for a lead, as intake does; gives the number of deliveries. */
  enqueue(leadId: string, more?: Partial<Enqueued>): Promise<number>
  /** A worker that acts only when it is told to; stopped after the test. */
  startWorker(schedule?: Scheduler): DeliveryWorker
  deliveries(): ReturnType<typeof readDeliveries>
  attempts(): ReturnType<typeof readAttempts>
}

const never: Scheduler = () => () => {}

export function setUpDelivery(store: Store, { allow = [], smtpUrl }: Options = {}): DeliverySetup {
  let time = START
  const random = (count: number) => new Uint8Array(randomBytes(count))
  const deps: Deps = {
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'https://parley.example',
      dataDirectory: '',
      secret: 'a secret of the tests, long enough.',
      ...(smtpUrl ? { smtpUrl } : {}),
      mailFrom: 'Parley <parley@tallybarn.example>',
      trustedProxies: [],
      egressAllow: allow,
      logLevel: 'silent',
      widgetDirectory: '',
      studioDirectory: '',
      limits: { perAddress: 1, perSite: 1, perSession: 1 },
    },
    store,
    log: pino({ level: 'silent' }),
    live: createLiveBus(),
    egress: createEgress({ allow, resolve: async () => [] }),
    now: () => time,
    newId: createUuidV7({ now: () => time, random }),
    randomBytes: random,
    wakeDelivery: () => {},
  }
  return {
    deps,
    store,
    pass(ms) {
      time += ms
    },
    async addWebhook(url, workspaceId = WORKSPACE) {
      const saved = await store.write(trx =>
        createDestination(trx, deps, { workspaceId, connector: 'webhook', name: 'CRM', settings: { url } }),
      )
      if (!saved.ok) throw new Error(JSON.stringify(saved.errors))
      return { id: saved.id, secret: saved.newSecret ?? '' }
    },
    enqueue(leadId, more = {}) {
      const input = {
        workspaceId: WORKSPACE,
        leadId,
        event: 'lead.qualified',
        payload: sample(leadId),
        ...more,
      } as const
      return store.write(trx => enqueueDeliveries(trx, deps, input))
    },
    startWorker(schedule = never) {
      const worker = startDelivery(deps, { schedule })
      onTestFinished(() => worker.stop())
      return worker
    },
    deliveries: () => readDeliveries(store),
    attempts: () => readAttempts(store),
  }
}

export function sample(leadId: string): unknown {
  return { lead: { id: leadId, name: 'Ida Lund', email: 'ida@nordvik-cold.example', temperature: 'hot' } }
}

function readDeliveries(store: Store) {
  return store.db.selectFrom('deliveries').selectAll().orderBy('id').execute()
}

function readAttempts(store: Store) {
  return store.db.selectFrom('delivery_attempts').selectAll().orderBy('delivery_id').orderBy('number').execute()
}
