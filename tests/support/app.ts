import type { Hono } from 'hono'
import { pino } from 'pino'
import type { Flow } from '#flows/flow.ts'
import { templates } from '#flows/templates/index.ts'
import { createApp } from '#server/app.ts'
import type { Config } from '#server/config.ts'
import type { Deps } from '#server/deps.ts'
import { createLiveBus, type LiveMessage } from '#server/live.ts'
import { createFlow, type NewFlow } from '#server/publishing/create-flow.ts'
import { createSite } from '#server/publishing/create-site.ts'
import { createWorkspace } from '#server/publishing/create-workspace.ts'
import { type PublishedRelease, publish } from '#server/publishing/publish.ts'
import type { Store } from '#server/store/open-store.ts'
import { createUuidV7 } from '#server/store/uuid.ts'

/** 2026-11-22 09:00 UTC, a Sunday. */
export const START = Date.UTC(2026, 10, 22, 9)
export const SITE_ORIGIN = 'https://www.tallybarn.example'

/** A clock that stands still until it is moved. */
export interface TestClock {
  now(): number
  pass(milliseconds: number): void
}

export interface TestApp {
  readonly app: Hono
  readonly deps: Deps
  readonly clock: TestClock
  readonly workspaceId: string
  readonly site: { readonly id: string; readonly key: string }
  readonly flowId: string
  /** Live on the flow. */
  readonly release: PublishedRelease
  /** What the live bus said, with the workspace it said it to. */
  readonly news: readonly (LiveMessage & { readonly workspaceId: string })[]
  /** How often the delivery worker was woken. */
  readonly wakes: () => number
  /** Sends a request as a page of the site would; `origin: null` leaves the header out. */
  request(path: string, init?: TestRequest): Promise<Response>
}

export interface TestRequest {
  readonly method?: string
  readonly origin?: string | null
  readonly token?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON; `method` is then POST. */
  readonly json?: unknown
  /** Sent as it is, instead of `json`. */
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** Address of the socket. */
  readonly address?: string
}

export interface TestAppOptions {
  readonly config?: Partial<Config>
  readonly deps?: Partial<Deps>
  /** Template of the flow. Default `pricing`. */
  readonly template?: (typeof templates)[number]['id']
  readonly flow?: Partial<Pick<NewFlow, 'id' | 'model' | 'routing'>>
  /** Of the randomness; another one for each app on the same store. Default 42. */
  readonly seed?: number
}

/**
 * Parley's HTTP on a store, with a clock that stands still, seeded randomness, no way out, and one workspace with a site
 * and a published flow: the pricing template with the `bant` preset and the default routing, unless asked otherwise.
 */
export async function createTestApp(store: Store, options: TestAppOptions = {}): Promise<TestApp> {
  const clock = createClock()
  const news: (LiveMessage & { workspaceId: string })[] = []
  let wakes = 0
  const deps = createDeps(store, clock, { ...options, wake: () => (wakes += 1) })
  const { id: workspaceId } = await createWorkspace(deps, { name: 'Tallybarn' })
  deps.live.subscribe(workspaceId, message => news.push({ ...message, workspaceId }))
  const site = await createSite(deps, { workspaceId, name: 'Website', origins: [SITE_ORIGIN] })
  const template = options.template ?? 'pricing'
  const owner = { name: 'Mara Lind', email: 'mara@tallybarn.example' }
  const flow = await createFlow(deps, {
    workspaceId,
    siteId: site.id,
    template,
    name: template,
    id: template,
    owner,
    ...options.flow,
  })
  const release = await publish(deps, { workspaceId, flowId: flow.id, version: flow.version, by: 'system' })
  const app = createApp(deps, { version: '0.0.0-test', stopping: () => false })
  return {
    app,
    deps,
    clock,
    workspaceId,
    site,
    flowId: flow.id,
    release,
    news,
    wakes: () => wakes,
    request: async (path, init) => await app.request(path, toInit(init), toEnv(init)),
  }
}

/** A template's flow, to change and publish. */
export function templateFlow(id: (typeof templates)[number]['id']): Flow {
  const found = templates.find(template => template.id === id)
  if (!found) throw new Error(`There is no template ${id}.`)
  return found.flow
}

/** Random bytes that are the same in every run. */
export function seededBytes(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0
  return count =>
    Uint8Array.from({ length: count }, () => {
      // mulberry32
      state = (state + 0x6d2b79f5) >>> 0
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
      mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
      return (mixed ^ (mixed >>> 14)) & 0xff
    })
}

function createClock(): TestClock {
  let time = START
  return {
    now: () => time,
    pass(milliseconds) {
      time += milliseconds
    },
  }
}

function createDeps(store: Store, clock: TestClock, options: TestAppOptions & { readonly wake: () => void }): Deps {
  const randomBytes = seededBytes(options.seed ?? 42)
  return {
    config: { ...TEST_CONFIG, ...options.config },
    store,
    log: pino({ level: 'silent' }),
    live: createLiveBus(),
    egress: () => Promise.reject(new Error('Tests reach nobody.')),
    now: clock.now,
    newId: createUuidV7({ now: clock.now, random: randomBytes }),
    randomBytes,
    wakeDelivery: options.wake,
    ...options.deps,
  }
}

const TEST_CONFIG: Config = {
  host: '127.0.0.1',
  port: 0,
  publicUrl: 'https://parley.example',
  dataDirectory: '',
  secret: 'a secret that is only used in tests',
  mailFrom: 'Parley <parley@parley.example>',
  trustedProxies: [],
  egressAllow: [],
  logLevel: 'silent',
  widgetDirectory: '/nonexistent',
  studioDirectory: '/nonexistent',
  limits: { perAddress: 1_000_000, perSite: 1_000_000, perSession: 1_000_000 },
}

function toInit({ method, origin = SITE_ORIGIN, token, headers, json, body }: TestRequest = {}): RequestInit {
  const content = body ?? (json === undefined ? undefined : JSON.stringify(json))
  return {
    method: method ?? (content === undefined ? 'GET' : 'POST'),
    headers: {
      ...(origin === null ? {} : { origin }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(content === undefined ? {} : { body: content }),
  }
}

/** What @hono/node-server tells of the connection. */
function toEnv({ address = '203.0.113.7' }: TestRequest = {}): object {
  return { incoming: { socket: { remoteAddress: address, remotePort: 50_000, remoteFamily: 'IPv4' } } }
}
