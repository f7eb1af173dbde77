import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { median, quantile } from '../statistics/quantile.ts'
import { checkRows } from './check-rows.ts'
import { type ChildServer, startChild } from './child-process.ts'
import { createDatabases, type DatabaseEnv } from './create-databases.ts'
import { createRequests } from './create-requests.ts'
import { CAPTURED, type Prepared, prepareParley } from './prepare-parley.ts'
import { sendRequests } from './send-requests.ts'
import { startRestingWebhook } from './start-resting-webhook.ts'
import { submissionOf } from './submission.ts'

export interface IntakeFigures {
  /** Complete submissions a second that Parley accepted durably. */
  readonly perSecond: number
  /** Of Parley's answers, in ms, with CONNECTIONS requests under way at any time. */
  readonly p50: number
  readonly p99: number
  /** Parley's rate by the bare server's, measured in turns. */
  readonly ratio: number
}

const CONNECTIONS = 64
/** A server runs for weeks: its code is compiled by then, and its tables are not empty. */
const WARM_UP = 8_000
const SUBMISSIONS = 2_000
const ROUNDS = 15

interface Side {
  readonly server: ChildServer
  readonly rates: number[]
  readonly latencies: number[]
  readonly cpu: number[]
  readonly refused: number[]
}

/** Measures Parley and the bare server in turns, by the same client with the same submissions. */
export async function compareIntake(engine: 'sqlite' | 'postgres'): Promise<IntakeFigures> {
  const databases = await createDatabases(engine)
  const webhook = await startRestingWebhook()
  try {
    const [parleyDatabase, bareDatabase] = [await databases.create(), await databases.create()]
    const env = { ...parleyDatabase, ...settings(webhook.host) }
    const prepared = await prepareParley(env, webhook.url)
    const captured = await writeCaptured(parleyDatabase, prepared.captured)
    const parley = side(await startChild(new URL('parley-server.ts', import.meta.url), env))
    const bare = side(
      await startChild(new URL('bare-server.ts', import.meta.url), { ...bareDatabase, CAPTURED: captured }),
    )
    const sent = await takeTurns(prepared, [parley, bare])
    await Promise.all([parley.server.stop(), bare.server.stop()])
    await checkRows(parleyDatabase, { captured: prepared.captured, upTo: sent, from: 0 })
    await checkRows(bareDatabase, { captured: prepared.captured, upTo: sent, from: CAPTURED })
    report(engine, { parley, bare })
    return {
      perSecond: Math.round(median(parley.rates)),
      p50: round(quantile(parley.latencies, 0.5)),
      p99: round(quantile(parley.latencies, 0.99)),
      ratio: round(median(parley.rates.map((rate, round) => rate / (bare.rates[round] ?? Number.NaN)))),
    }
  } finally {
    webhook.close()
    await databases.remove()
  }
}

/** Submissions from one address, as no visitor sends them: the limits are raised out of the way. All else is the default. */
function settings(webhook: string): Record<string, string> {
  const limits = { LIMIT_PER_ADDRESS: '1000000000', LIMIT_PER_SITE: '1000000000' }
  return { PORT: '0', PARLEY_SECRET: randomBytes(32).toString('hex'), EGRESS_ALLOW: webhook, ...limits }
}

async function writeCaptured(place: DatabaseEnv, captured: Prepared['captured']): Promise<string> {
  const path = `${place.DATA_DIRECTORY}-captured.json`
  await writeFile(path, JSON.stringify(captured))
  return path
}

/** Gives back the number of the first submission that was not sent. */
async function takeTurns({ target }: Prepared, sides: readonly Side[]): Promise<number> {
  const requestFor = createRequests(target)
  let next = CAPTURED
  const take = (count: number) => {
    next += count
    return Array.from({ length: count }, (_, index) => JSON.stringify(requestFor(submissionOf(next - count + index))))
  }
  const warmUp = take(WARM_UP)
  for (const { server } of sides) await sendRequests({ port: server.port, connections: CONNECTIONS, bodies: warmUp })
  for (let round = 0; round < ROUNDS; round += 1) {
    const bodies = take(SUBMISSIONS)
    // Whoever goes second finds the other's writes still on their way to the disk.
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) await measure(side, bodies)
  }
  return next
}

async function measure({ server, rates, latencies, cpu, refused }: Side, bodies: readonly string[]): Promise<void> {
  const before = await server.cpuSeconds()
  const sent = await sendRequests({ port: server.port, connections: CONNECTIONS, bodies })
  cpu.push(((await server.cpuSeconds()) - before) / bodies.length)
  rates.push(bodies.length / sent.seconds)
  latencies.push(...sent.latencies)
  refused.push(sent.refused)
}

function side(server: ChildServer): Side {
  return { server, rates: [], latencies: [], cpu: [], refused: [] }
}

function report(engine: string, sides: Readonly<Record<string, Side>>): void {
  for (const [name, { rates, latencies, cpu, refused }] of Object.entries(sides)) {
    const each = rates.map(rate => String(Math.round(rate))).join(' ')
    const quantiles = `p50 ${round(quantile(latencies, 0.5))} ms, p99 ${round(quantile(latencies, 0.99))} ms`
    const busy = refused.reduce((sum, count) => sum + count, 0)
    const work = `${Math.round(median(cpu) * 1e6)} µs of CPU each, ${busy} sent again`
    console.log(`${engine} ${name}: ${each} a second; ${quantiles}; ${work}`)
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
