import type { TestContext } from 'vitest'
import { connectCrm, deliveriesMade } from '#demo/connect-destinations.ts'
import { createFakeCrm } from '#demo/fakes/fake-crm.ts'
import { lastingPort } from '#demo/free-port.ts'
import { createTallybarn } from '#demo/seed/create-tallybarn.ts'
import { createRandom } from '#demo/seed/random.ts'
import { templateAt } from '#demo/seed/tested-flows.ts'
import { createVisitorApi, type VisitorApi } from '#demo/seed/visitor-api.ts'
import { serveApp } from '#demo/serve-app.ts'
import { startServer } from '#server/start.ts'
import { answered, CONTEXT, HOT_ANSWERS } from '../support/conversation.ts'
import type { TestDatabases } from '../support/databases.ts'
import { bareConfig, startServerProcess } from '../support/server-process.ts'

const KILLS = 20
const CLIENTS = 8
const SITE = 'http://localhost:4001'
const SECRET = 'whsec_dGhlIHNlY3JldCBvZiB0aGUgZmFrZSBDUk0gaW4gdGVzdHM='

/** Somebody who sends the whole conversation, again and again, until Parley says it has it. */
interface Sender {
  readonly email: string
  acknowledged: boolean
}

/**
 * Visitors send their answers while the server is killed under them, twenty times; like the widget, each repeats what was
 * not acknowledged. In the end every one of them is a lead once and a record in the CRM once.
 */
export async function killDuringIntake(
  { createTestDatabase }: TestDatabases,
  { expect, onTestFinished }: Pick<TestContext, 'expect' | 'onTestFinished'>,
): Promise<void> {
  const random = createRandom(20)
  const crm = createFakeCrm({ secret: () => SECRET, now: Date.now })
  const crmServer = await serveApp(crm.app, { port: 0 })
  onTestFinished(crmServer.close)
  const place = await createTestDatabase()
  const port = await lastingPort()
  const crmUrl = `http://127.0.0.1:${crmServer.port}/hooks/parley`
  const env = {
    ...{ PORT: String(port), PUBLIC_URL: `http://localhost:${port}`, DATA_DIRECTORY: place.dataDirectory },
    ...(place.databaseUrl ? { DATABASE_URL: place.databaseUrl } : {}),
    ...{ PARLEY_SECRET: 'the secret of a server that dies a lot', EGRESS_ALLOW: new URL(crmUrl).host },
    ...{ LIMIT_PER_ADDRESS: '1000000', LIMIT_PER_SITE: '1000000', LOG_LEVEL: 'fatal' },
  }
  const { siteKey, release, workspaceId } = await prepare(env, crmUrl)
  const api = createVisitorApi({ send: fetch, parleyOrigin: env.PUBLIC_URL, siteOrigin: SITE, siteKey })
  const senders: Sender[] = []

  for (let kill = 0; kill < KILLS; kill += 1) {
    const server = await startServerProcess(env)
    onTestFinished(server.kill)
    const enough = random.between(2, 24)
    await intake({ api, release, senders }, { until: acknowledged => acknowledged >= enough, act: () => server.kill() })
  }

  // Leases of the dead run out within the minute: for this one it has passed already.
  const last = await startServer(bareConfig(env), { now: () => Date.now() + 60_000 })
  onTestFinished(last.close)
  for (const sender of senders) if (!sender.acknowledged) await send(api, release, sender)
  await deliveriesMade(last.deps, workspaceId)

  const leads = await last.deps.store.db.selectFrom('leads').select('email').execute()
  const everybody = senders.map(({ email }) => email).sort()
  expect(senders.length).toBeGreaterThan(KILLS * 2)
  expect(leads.map(({ email }) => email).sort()).toEqual(everybody)
  expect(
    crm
      .records()
      .map(({ card }) => card.email)
      .sort(),
  ).toEqual(everybody)
  expect(crm.records().filter(({ webhookIds }) => webhookIds.length !== 1)).toEqual([])
}

async function prepare(env: Readonly<Record<string, string>>, crmUrl: string) {
  const { deps, close } = await startServer(bareConfig({ ...env, PORT: '0' }))
  const { workspaceId, siteKey, publish } = await createTallybarn(deps, { siteOrigin: SITE })
  const release = await publish(templateAt('pricing', SITE), '')
  await connectCrm(deps, { workspaceId, crmUrl, crmSecret: SECRET })
  await close()
  return { workspaceId, siteKey, release }
}

interface Crowd {
  readonly api: VisitorApi
  readonly release: string
  readonly senders: Sender[]
}

/** Many send at once: first those who got no answer before. At `until`, `act` happens in the middle of it all. */
async function intake(
  { api, release, senders }: Crowd,
  { until, act }: { readonly until: (acknowledged: number) => boolean; readonly act: () => Promise<void> },
): Promise<void> {
  const again = senders.filter(({ acknowledged }) => !acknowledged)
  let acknowledged = 0
  let over: Promise<void> | undefined
  const client = async () => {
    while (!over) {
      const sender = again.pop() ?? newSender(senders)
      if (!(await send(api, release, sender))) continue
      acknowledged += 1
      if (until(acknowledged)) over ??= act()
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  await over
}

function newSender(senders: Sender[]): Sender {
  const sender = { email: `visitor-${senders.length}@company-${senders.length}.example`, acknowledged: false }
  senders.push(sender)
  return sender
}

/** False when the connection broke; any other refusal is thrown. */
async function send(api: VisitorApi, release: string, sender: Sender): Promise<boolean> {
  const id = sender.email.replace(/[^a-z0-9]/g, '').padEnd(20, '0')
  const events = answered({ ...HOT_ANSWERS, q_email: sender.email })
  try {
    await api.talk({ release, visitor: id, key: id, context: CONTEXT, dwell: 4000, events })
  } catch (error) {
    // What undici throws when there is no whole answer.
    if (error instanceof TypeError) return false
    throw error
  }
  sender.acknowledged = true
  return true
}
