import type { Hono } from 'hono'
import { createApp } from '#server/app.ts'
import { createSetupLink } from '#server/auth/setup-link.ts'
import { type Config, readConfig } from '#server/config.ts'
import { createWebhookSecret } from '#server/delivery/sign.ts'
import { sweepScores } from '#server/leads/sweep-scores.ts'
import { type RunningServer, startServer } from '#server/start.ts'
import { connectDestinations, deliveriesMade, reconnectCrm } from './connect-destinations.ts'
import { createDemoClock, type DemoClock } from './demo-clock.ts'
import { createFakeCrm, type FakeCrm } from './fakes/fake-crm.ts'
import { createMailSink, type MailSink } from './fakes/mail-sink.ts'
import { findTallybarn, moveSite } from './find-tallybarn.ts'
import { freePort } from './free-port.ts'
import { nurtureTallybarn } from './nurture-tallybarn.ts'
import { HISTORY_DAYS, tallybarnFigures } from './seed/figures.ts'
import { learnFromHistory } from './seed/learn-from-history.ts'
import { namedLeads } from './seed/named-leads.ts'
import { seedTallybarn } from './seed/seed-tallybarn.ts'
import { tellOwners } from './seed/tell-owners.ts'
import { tellReturn } from './seed/tell-return.ts'
import { letModelScoreAlong, testModelOnHistory } from './seed/try-models.ts'
import { serveApp } from './serve-app.ts'
import { createSite } from './site/create-site.ts'

export interface DemoOptions {
  /** Settings as `npm start` reads them; those that the demo decides itself are replaced. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly dataDirectory: string
  /** Told what takes a moment. */
  readonly tell: (what: string) => void
  /** Told how to end each part as soon as it is up: to be called in reverse order. */
  readonly onStarted: (end: () => Promise<void>) => void
}

export interface RunningDemo {
  readonly parleyOrigin: string
  readonly siteOrigin: string
  readonly crmOrigin: string
  readonly mailOrigin: string
  readonly siteKey: string
  /** One-time link for the first account; null when there is an account already. */
  readonly setupLink: string | null
  readonly crm: FakeCrm
  readonly mail: MailSink
}

/** Where each part stands when nobody else is there. */
const PORTS = { parley: 4000, site: 4001, crm: 4002, mail: 4003 }
/** Everybody comes from one address here, ninety days of visitors included. */
const NO_LIMIT = '1000000000'

/** Starts Parley, Tallybarn's site, the fake CRM and the mail sink, and tells Tallybarn's history on a fresh database. */
export async function startDemo({ env, dataDirectory, tell, onStarted }: DemoOptions): Promise<RunningDemo> {
  const clock = createDemoClock()
  // Ids carry the time: the first ones must not be newer than the history.
  clock.set(Date.now() - (HISTORY_DAYS + 1) * 86_400_000)
  const crmSecret = createWebhookSecret(count => crypto.getRandomValues(new Uint8Array(count)))
  const crm = createFakeCrm({ secret: () => crmSecret, now: clock.now })
  const mail = await createMailSink({ now: clock.now })
  onStarted(mail.close)
  const serve = async (app: Pick<Hono, 'fetch'>, wanted: number) => {
    const served = await serveApp(app, { port: await freePort(wanted) })
    onStarted(served.close)
    return served
  }
  const crmServer = await serve(crm.app, PORTS.crm)
  const mailServer = await serve(mail.app, PORTS.mail)
  // The site's tag needs a key that only Parley can give, and Parley must know where the site is.
  let site: Hono | undefined
  const siteServer = await serve({ fetch: request => site?.fetch(request) ?? notYet() }, PORTS.site)

  const crmUrl = `http://127.0.0.1:${crmServer.port}/hooks/parley`
  const config = demoConfig(env, { dataDirectory, crmUrl, smtpUrl: mail.smtpUrl, port: await freePort(PORTS.parley) })
  const server = await startServer(config, { now: clock.now })
  onStarted(server.close)

  const opened = { server, clock, tell, siteOrigin: siteServer.origin, crmUrl, crmSecret }
  const { siteKey } = (await reopenTallybarn(opened)) ?? (await openTallybarn(opened))
  clock.release()
  site = createSite({ parleyOrigin: config.publicUrl, siteKey })
  return {
    ...{ parleyOrigin: config.publicUrl, siteOrigin: siteServer.origin, siteKey },
    ...{ crmOrigin: crmServer.origin, mailOrigin: mailServer.origin, crm, mail },
    setupLink: await createSetupLink(server.deps),
  }
}

interface Opened {
  readonly server: RunningServer
  readonly clock: DemoClock
  readonly tell: DemoOptions['tell']
  readonly siteOrigin: string
  readonly crmUrl: string
  readonly crmSecret: string
}

async function openTallybarn({ server, clock, tell, siteOrigin, crmUrl, crmSecret }: Opened) {
  const { deps } = server
  tell('Telling ninety days of history')
  // Straight into the app: the same public API, without ten thousand connections.
  const app = createApp(deps, { version: 'demo', stopping: () => false })
  let workspace = ''
  const tallybarn = await seedTallybarn({
    ...{ deps, clock, siteOrigin, parleyOrigin: deps.config.publicUrl, end: Date.now() },
    ...{ cells: tallybarnFigures, named: namedLeads },
    send: async request => await app.fetch(request),
    night: workspaceId => sweepScores(deps, { workspaceId }),
    async connect(workspaceId) {
      workspace = workspaceId
      await connectDestinations(deps, { workspaceId, crmUrl, crmSecret })
      await letModelScoreAlong(deps, workspaceId)
      await nurtureTallybarn(deps, workspaceId)
    },
    async delivered() {
      // The last delivery was queued some seconds after the moment that is told.
      const later = clock.now() + 30_000
      clock.set(later)
      clock.at(later, deps.wakeDelivery)
      await deliveriesMade(deps, workspace)
    },
  })
  await tellReturn(deps, { workspaceId: workspace })
  await tellOwners(deps, { workspaceId: workspace })
  await sweepScores(deps, { workspaceId: workspace })
  await testModelOnHistory(deps, { workspaceId: workspace, until: clock.now() })
  await learnFromHistory(deps, { workspaceId: workspace, until: clock.now() })
  return tallybarn
}

async function reopenTallybarn({ server, siteOrigin, crmUrl, crmSecret }: Opened) {
  const { deps } = server
  const found = await findTallybarn(deps)
  if (!found) return null
  const { workspaceId } = found
  await moveSite(deps, { workspaceId, siteOrigin })
  await reconnectCrm(deps, { workspaceId, crmUrl, crmSecret })
  return found
}

interface Decided {
  readonly dataDirectory: string
  readonly port: number
  readonly crmUrl: string
  readonly smtpUrl: string
}

function demoConfig(env: DemoOptions['env'], { dataDirectory, port, crmUrl, smtpUrl }: Decided): Config {
  return readConfig({
    ...env,
    ...{ HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: `http://localhost:${port}` },
    ...{ DATA_DIRECTORY: dataDirectory, LOG_LEVEL: env.LOG_LEVEL ?? 'error' },
    ...{ SMTP_URL: smtpUrl, SMTP_URL_FILE: undefined, MAIL_FROM: 'Parley <parley@tallybarn.example>' },
    EGRESS_ALLOW: [crmUrl, smtpUrl].map(url => new URL(url).host).join(','),
    ...{ LIMIT_PER_ADDRESS: NO_LIMIT, LIMIT_PER_SITE: NO_LIMIT, LIMIT_PER_SESSION: NO_LIMIT },
  })
}

function notYet(): Response {
  return new Response('Tallybarn opens in a moment.', { status: 503, headers: { 'Retry-After': '1' } })
}
