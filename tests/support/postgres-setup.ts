import { once } from 'node:events'
import { createServer } from 'node:http'
import type { TestProject } from 'vitest/node'
import { type PostgresCluster, startPostgresCluster } from './postgres-cluster.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Loopback address that answers with the URL of the run's Postgres, started at the first request. */
    postgresDesk: string
  }
}

/**
 * One Postgres for the whole run: the server `DATABASE_URL` names, else a cluster of its own. It starts when the first
 * test asks for it, so that runs without a database stay quick; test workers ask over loopback.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<PostgresCluster> | undefined
  const startOnce = () => {
    cluster ??= startPostgresCluster()
    return cluster
  }
  const desk = createServer(async (_request, response) => {
    try {
      response.end(process.env.DATABASE_URL ?? (await startOnce()).url)
    } catch (error) {
      response.writeHead(500).end(String(error))
    }
  })
  desk.listen(0, '127.0.0.1')
  await once(desk, 'listening')
  const address = desk.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  project.provide('postgresDesk', `http://127.0.0.1:${address.port}/`)

  return async () => {
    desk.closeAllConnections()
    desk.close()
    // A cluster that did not start has told the test that asked for it.
    const started = await cluster?.catch(() => undefined)
    await started?.stop()
  }
}
