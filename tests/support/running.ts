import type { Hono } from 'hono'
import { afterEach } from 'vitest'
import { connectDestinations } from '#demo/connect-destinations.ts'
import { ensureBuilt } from '#demo/ensure-built.ts'
import { createFakeCrm, type FakeCrm } from '#demo/fakes/fake-crm.ts'
import { createMailSink, type MailSink } from '#demo/fakes/mail-sink.ts'
import { lastingPort } from '#demo/free-port.ts'
import { createTallybarn } from '#demo/seed/create-tallybarn.ts'
import { templateAt } from '#demo/seed/tested-flows.ts'
import { serveApp } from '#demo/serve-app.ts'
import { createSite } from '#demo/site/create-site.ts'
import { createSetupLink } from '#server/auth/setup-link.ts'
import { readConfig } from '#server/config.ts'
import type { Deps } from '#server/deps.ts'
import { type RunningServer, startServer } from '#server/start.ts'
import type { StoreEngine } from '#server/store/migrations/index.ts'
import { useTestDatabases } from './databases.ts'

/** Parley with Tallybarn's four flows live, its site, a CRM and a mailbox: all real, on loopback, with nothing told yet. */
export interface Running {
  readonly parleyOrigin: string
  readonly siteOrigin: string
  readonly siteKey: string
  readonly workspaceId: string
  /** One-time link that makes the first account. */
  readonly setupLink: string
  readonly crm: FakeCrm
  readonly mail: MailSink
  /** Puts a page of the test's own on the site. */
  addPage(path: string, page: OwnPage): void
  /** Of the Parley that runs now. */
  deps(): Deps
  /** Ends Parley and gives what starts it again: same port, same data. */
  stop(): Promise<() => Promise<void>>
}

interface OwnPage {
  readonly html: string
  readonly headers?: Readonly<Record<string, string>>
}

const SECRET = 'whsec_dGhlIHNlY3JldCBvZiB0aGUgZmFrZSBDUk0gaW4gdGVzdHM='

/**
 * Starts all of it for a test, and ends it after that test. Call it before `useBrowser`: pages then close first, so that
 * nothing waits for their connections.
 */
export function useRunning({
  engine = 'sqlite',
}: {
  readonly engine?: StoreEngine
} = {}): (settings?: Settings) => Promise<Running> {
  const { createTestDatabase } = useTestDatabases(engine)
  const ends: (() => Promise<void>)[] = []

  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end()
  })

  return async settings => {
    await ensureBuilt()
    const database = await createTestDatabase()
    return await startAll({ ...database, ...settings }, end => ends.push(end))
  }
}

/** Settings of the server beyond what tests need anyway. */
export interface Settings {
  readonly turnstileUrl?: string
}

interface Database extends Settings {
  readonly dataDirectory: string
  readonly databaseUrl?: string
}

async function startAll(database: Database, onStarted: (end: () => Promise<void>) => void): Promise<Running> {
  const crm = createFakeCrm({ secret: () => SECRET, now: Date.now })
  const crmServer = await serveApp(crm.app, { port: 0 })
  onStarted(crmServer.close)
  const mail = await createMailSink()
  onStarted(mail.close)
  let site: Hono | undefined
  const pages = new Map<string, OwnPage>()
  const answer = (request: Request) => {
    const own = pages.get(new URL(request.url).pathname)
    if (own) return new Response(own.html, { headers: { ...own.headers, 'content-type': 'text/html;charset=utf-8' } })
    return site?.fetch(request) ?? new Response(null, { status: 503 })
  }
  const siteServer = await serveApp({ fetch: answer }, { port: 0 })
  onStarted(siteServer.close)

  const crmUrl = `http://127.0.0.1:${crmServer.port}/hooks/parley`
  const port = await lastingPort()
  const config = readConfig({
    ...{ PORT: String(port), PUBLIC_URL: `http://localhost:${port}`, DATA_DIRECTORY: database.dataDirectory },
    ...(database.databaseUrl ? { DATABASE_URL: database.databaseUrl } : {}),
    ...{ SMTP_URL: mail.smtpUrl, LOG_LEVEL: 'fatal' },
    ...(database.turnstileUrl ? { TURNSTILE_URL: database.turnstileUrl } : {}),
    EGRESS_ALLOW: [crmUrl, mail.smtpUrl, database.turnstileUrl]
      .flatMap(url => (url ? new URL(url).host : []))
      .join(','),
  })
  let server: RunningServer = await startServer(config)
  onStarted(() => server.close())

  const { deps } = server
  const { workspaceId, siteKey, publish } = await createTallybarn(deps, { siteOrigin: siteServer.origin })
  for (const id of ['pricing', 'landing', 'demo', 'magnet'] as const)
    await publish(templateAt(id, siteServer.origin), '')
  await connectDestinations(deps, { workspaceId, crmUrl, crmSecret: SECRET })
  site = createSite({ parleyOrigin: config.publicUrl, siteKey })
  return {
    ...{ parleyOrigin: config.publicUrl, siteOrigin: siteServer.origin, siteKey, workspaceId, crm, mail },
    setupLink: (await createSetupLink(deps)) ?? '',
    addPage: (path, page) => pages.set(path, page),
    deps: () => server.deps,
    async stop() {
      await server.close()
      return async () => {
        server = await startServer(config)
      }
    },
  }
}
