import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import type { TestProject } from 'vitest/node'
import { openStore } from '#server/store/open-store.ts'
import { type PostgresCluster, startPostgresCluster } from './postgres-cluster.ts'
import { databaseUrlOn, runOnPostgres } from './postgres-databases.ts'

/** The run's one Postgres server, as tests get to know it. */
export interface TestPostgres {
  /** Of its maintenance database. */
  readonly serverUrl: string
  /** Database with the product's tables, to copy from: four times as quick as making them. */
  readonly template: string
  /** Whether the server is the run's own, so that nothing on it needs to be removed: a drop forces a checkpoint. */
  readonly disposable: boolean
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Loopback address that answers with TestPostgres as JSON. */
    postgresDesk: string
  }
}

/**
 * One Postgres for the whole run: the server `DATABASE_URL` names, else a cluster of its own. It starts when the first
 * test asks for it, so that runs without a database stay quick; test workers ask over loopback.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own: { cluster?: PostgresCluster } = {}
  let postgres: Promise<TestPostgres> | undefined

  async function start(): Promise<TestPostgres> {
    const given = process.env.PARLEY_TEST_POSTGRES === 'embedded' ? undefined : process.env.DATABASE_URL
    if (given === undefined) own.cluster = await startPostgresCluster({ fsync: false })
    const serverUrl = given ?? own.cluster?.url ?? ''
    return { serverUrl, template: await createTemplate(serverUrl), disposable: given === undefined }
  }

  const desk = createServer(async (_request, response) => {
    postgres ??= start()
    await postgres.then(
      value => response.end(JSON.stringify(value)),
      error => response.writeHead(500).end(String(error)),
    )
  })
  desk.listen(0, '127.0.0.1')
  await once(desk, 'listening')
  const address = desk.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  project.provide('postgresDesk', `http://127.0.0.1:${address.port}/`)

  return async () => {
    desk.closeAllConnections()
    desk.close()
    // One that did not start has told the test that asked for it.
    const started = await postgres?.catch(() => undefined)
    if (started?.disposable === false) {
      await runOnPostgres(started.serverUrl, `drop database ${started.template} with (force)`)
    }
    await own.cluster?.stop()
  }
}

async function createTemplate(serverUrl: string): Promise<string> {
  const template = `parley_template_${randomBytes(8).toString('hex')}`
  await runOnPostgres(serverUrl, `create database ${template}`)
  const store = await openStore({ databaseUrl: databaseUrlOn(serverUrl, template), dataDirectory: tmpdir() })
  await store.close()
  return template
}
