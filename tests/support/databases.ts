import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, describe, inject } from 'vitest'
import type { StoreEngine } from '#server/store/migrations/index.ts'
import { type OpenStoreOptions, openStore, type Store } from '#server/store/open-store.ts'

/** An empty database of its own: what `openStore` needs, or a server process by DATABASE_URL and its data directory. */
interface TestDatabase {
  readonly databaseUrl?: string
  readonly dataDirectory: string
}

/** Everything a test opened is closed, and every database it made removed, after that test. */
export interface TestDatabases {
  readonly engine: StoreEngine
  /** A store on a fresh database, or on the one given, so that a test can reopen it. */
  openTestStore(options?: Partial<OpenStoreOptions>): Promise<Store>
  createTestDatabase(): Promise<TestDatabase>
}

/** Runs the same tests on SQLite and on Postgres. Open stores in a test or in `beforeEach`, not in `beforeAll`. */
export function describeOnBoth(
  title: string,
  define: (openTestStore: TestDatabases['openTestStore'], databases: TestDatabases) => void,
): void {
  describe.each<StoreEngine>(['sqlite', 'postgres'])(`${title} (%s)`, engine => {
    const databases = useTestDatabases(engine)
    define(databases.openTestStore, databases)
  })
}

/** The same for one engine; to be called in a `describe` or at the top of a file. */
export function useTestDatabases(engine: StoreEngine): TestDatabases {
  const undo: (() => Promise<void>)[] = []

  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step()
  })

  async function createTestDatabase(): Promise<TestDatabase> {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'parley-test-'))
    undo.push(() => rm(dataDirectory, { recursive: true, force: true }))
    if (engine === 'sqlite') return { dataDirectory }
    const name = `parley_test_${randomBytes(8).toString('hex')}`
    const serverUrl = await postgresUrl()
    await runOnServer(serverUrl, `create database ${name}`)
    undo.push(() => runOnServer(serverUrl, `drop database ${name} with (force)`))
    const databaseUrl = new URL(serverUrl)
    databaseUrl.pathname = `/${name}`
    return { databaseUrl: databaseUrl.href, dataDirectory }
  }

  async function openTestStore(options: Partial<OpenStoreOptions> = {}): Promise<Store> {
    const database = options.dataDirectory === undefined ? await createTestDatabase() : {}
    const store = await openStore({ dataDirectory: '', ...database, ...options })
    undo.push(() => store.close())
    return store
  }

  return { engine, openTestStore, createTestDatabase }
}

/** Of the run's one server; starts it at the first call. */
async function postgresUrl(): Promise<string> {
  const response = await fetch(inject('postgresDesk'))
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  return text
}

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: serverUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
