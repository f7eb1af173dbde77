import type { Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import { createApp } from './app.ts'
import type { Config } from './config.ts'
import { createEgress } from './delivery/egress.ts'
import type { Deps } from './deps.ts'
import { createListener } from './http/listener.ts'
import { createLiveBus } from './live.ts'
import { createRandomBytes } from './random.ts'
import { startWorkers } from './start-workers.ts'
import { openStore } from './store/open-store.ts'
import { createUuidV7 } from './store/uuid.ts'

export interface RunningServer {
  readonly deps: Deps
  /** The port it listens on: the configured one, or a free one when that was 0. */
  readonly port: number
  /** Stops taking requests, lets the ones under way and the delivery batch finish (25 s at most), closes the store. */
  readonly close: () => Promise<void>
}

/** How long a stop waits for requests under way. */
const DRAIN_MS = 25_000

/**
 * Starts Parley: store, delivery worker, HTTP. Rejects with a StoreError when the database cannot be used.
 * `overrides` replaces the clock, ids or randomness, so that a run can be replayed or a history told.
 */
export async function startServer(
  config: Config,
  overrides: Partial<Pick<Deps, 'now' | 'newId' | 'randomBytes' | 'egress' | 'log'>> = {},
): Promise<RunningServer> {
  const log = overrides.log ?? pino({ level: config.logLevel })
  const now = overrides.now ?? Date.now
  const random = overrides.randomBytes ?? createRandomBytes()
  const store = await openStore({
    ...(config.databaseUrl ? { databaseUrl: config.databaseUrl } : {}),
    dataDirectory: config.dataDirectory,
  })
  let wake = () => {}
  const deps: Deps = {
    config,
    store,
    log,
    live: createLiveBus(),
    egress: overrides.egress ?? createEgress({ allow: config.egressAllow }),
    now,
    newId: overrides.newId ?? createUuidV7({ now, random }),
    randomBytes: random,
    wakeDelivery: () => wake(),
  }
  const workers = startWorkers(deps)
  wake = workers.wake

  let stopping = false
  const app = createApp(deps, { version: packageJson.version, stopping: () => stopping })
  const server = createListener(app, deps)
  const endStreams = watchStreams(server)
  const port = await listen(server, config).catch(async error => {
    // A port that is taken must not leave a worker and a database open behind it.
    await workers.stop()
    await store.close()
    throw error
  })

  return {
    deps,
    port,
    async close() {
      stopping = true
      endStreams()
      await Promise.all([closeServer(server), workers.stop()])
      await store.close()
    },
  }
}

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(config.port, config.host, () => {
      server.off('error', reject)
      resolve((server.address() as AddressInfo).port) // a TCP listener's address is never a string
    })
  })
}

/** Event streams never end by themselves; the returned function ends them, and browsers connect again elsewhere. */
function watchStreams(server: Server): () => void {
  const streams = new Set<ServerResponse>()
  server.on('request', (request, response) => {
    if (!request.headers.accept?.includes('text/event-stream')) return
    streams.add(response)
    response.once('close', () => streams.delete(response))
  })
  return () => {
    for (const stream of streams) stream.destroy()
  }
}

function closeServer(server: Server): Promise<void> {
  return new Promise(resolve => {
    const force = setTimeout(() => server.closeAllConnections(), DRAIN_MS)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
