import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { pino } from 'pino'
import type { Problem } from '#flows/api.ts'
import { createApp } from '#server/app.ts'
import { createAuth } from '#server/auth/auth.ts'
import { addMember } from '#server/auth/members.ts'
import { ROLES, type Role } from '#server/auth/permissions.ts'
import { createEgress } from '#server/delivery/egress.ts'
import type { Deps } from '#server/deps.ts'
import { studioRoutes } from '#server/http/studio/studio-routes.ts'
import { createLiveBus } from '#server/live.ts'
import { createSite } from '#server/publishing/create-site.ts'
import { createWorkspace } from '#server/publishing/create-workspace.ts'
import { ensureWorkspace } from '#server/publishing/ensure-workspace.ts'
import type { Store } from '#server/store/open-store.ts'
import { createUuidV7 } from '#server/store/uuid.ts'

export const PASSWORD = 'correct horse battery'

interface Options {
  readonly publicUrl?: string
  readonly smtpUrl?: string
}

/** A browser with one person's cookies. */
export interface Client {
  get(path: string): Promise<Response>
  post(path: string, body?: unknown): Promise<Response>
  put(path: string, body?: unknown): Promise<Response>
  delete(path: string): Promise<Response>
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Response>
  cookies: Map<string, string>
}

export interface Studio {
  readonly deps: Deps
  readonly app: Hono
  readonly routes: ReturnType<typeof studioRoutes>
  readonly workspaceId: string
  /** Nobody signed in. */
  stranger(): Client
  /** A member of the first workspace, or of the one given, signed in. */
  member(role: Role, workspaceId?: string): Promise<Client>
  /** A second workspace with a site. */
  otherWorkspace(): Promise<string>
  pass(ms: number): void
}

/** The whole app on a test database. */
export async function setUpStudio(
  store: Store,
  { publicUrl = 'http://localhost:4000', smtpUrl }: Options = {},
): Promise<Studio> {
  let time = Date.now()
  const random = (count: number) => new Uint8Array(randomBytes(count))
  const deps: Deps = {
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl,
      dataDirectory: '',
      secret: 'a secret of the tests, long enough.',
      ...(smtpUrl === undefined ? {} : { smtpUrl }),
      mailFrom: 'Parley <parley@tallybarn.example>',
      trustedProxies: [],
      egressAllow: [],
      logLevel: 'silent',
      widgetDirectory: '',
      studioDirectory: '',
      limits: { perAddress: 1000, perSite: 1000, perSession: 1000 },
    },
    store,
    log: pino({ level: 'silent' }),
    live: createLiveBus(),
    egress: createEgress({ allow: [], resolve: async () => [] }),
    now: () => time,
    newId: createUuidV7({ now: () => time, random }),
    randomBytes: random,
    wakeDelivery: () => {},
  }
  const { id: workspaceId } = await ensureWorkspace(deps)
  const routes = studioRoutes(deps, createAuth(deps))
  const app = createApp(deps, { version: '0', stopping: () => false })

  function stranger(): Client {
    const cookies = new Map<string, string>()
    const send: Client['send'] = async (method, path, body, headers = {}) => {
      const response = await app.request(`${publicUrl}/api${path}`, {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: {
          ...(method === 'GET' ? {} : { origin: publicUrl, 'x-parley': '1', 'content-type': 'application/json' }),
          ...(cookies.size > 0 && { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }),
          ...headers,
        },
      })
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';')
        const at = pair.indexOf('=')
        if (/max-age=0/i.test(cookie)) cookies.delete(pair.slice(0, at))
        else cookies.set(pair.slice(0, at), pair.slice(at + 1))
      }
      return response
    }
    return {
      cookies,
      send,
      get: path => send('GET', path),
      post: (path, body = {}) => send('POST', path, body),
      put: (path, body = {}) => send('PUT', path, body),
      delete: path => send('DELETE', path),
    }
  }

  return {
    app,
    deps,
    routes,
    workspaceId,
    stranger,
    async member(role, inWorkspace = workspaceId) {
      const email = `${role}-${deps.newId()}@tallybarn.example`
      await addMember(deps, { workspaceId: inWorkspace, name: `The ${role}`, email, password: PASSWORD, role })
      const client = stranger()
      const response = await client.post('/auth/sign-in/email', { email, password: PASSWORD })
      if (!response.ok) throw new Error(await response.text())
      return client
    },
    async otherWorkspace() {
      const { id } = await createWorkspace(deps, { name: 'Other' })
      await createSite(deps, { workspaceId: id, name: 'Other', origins: ['https://other.example'] })
      return id
    },
    pass(ms) {
      time += ms
    },
  }
}

/** One signed-in member of each role. */
export async function everyRole(studio: Studio): Promise<Record<Role, Client>> {
  const clients = await Promise.all(ROLES.map(async role => [role, await studio.member(role)] as const))
  return Object.fromEntries(clients) as Record<Role, Client> // one entry for each of ROLES
}

/** Code of a problem+json answer. */
export async function codeOf(response: Response): Promise<string> {
  return ((await response.json()) as Problem).code
}
