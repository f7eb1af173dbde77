import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, inject } from 'vitest'
import type { StoreEngine } from '#server/store/migrations/index.ts'
import { type OpenStoreOptions, openStore, type Store } from '#server/store/open-store.ts'
import { databaseUrlOn, runOnPostgres } from './postgres-databases.ts'
import type { TestPostgres } from './postgres-setup.ts'

/** A database of its own: what `openStore` needs, or a server process by DATABASE_URL and its data directory. */
interface TestDatabase {
  readonly databaseUrl?: string
  readonly dataDirectory: string
}

/** Everything a test opened is closed, and every database it made removed, after that test. */
export interface TestDatabases {
  readonly engine: StoreEngine
  /** A store on a fresh database, or on the one given, so that a test can reopen it. */
  openTestStore(options?: Partial<OpenStoreOptions>): Promise<Store>
  /** Holds no rows; on Postgres it has the product's tables already, unless it is to be `empty`. */
  createTestDatabase(options?: { readonly empty?: boolean }): Promise<TestDatabase>
}

/** Many tests share one server and few processors: a new connection may take longer than a visitor should wait for one. */
const PATIENCE_MS = 12_000

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

  async function createTestDatabase({ empty = false } = {}): Promise<TestDatabase> {
    const dataDirectory = await mkdtemp(join(tmpdir(), 'parley-test-'))
    undo.push(() => rm(dataDirectory, { recursive: true, force: true }))
    if (engine === 'sqlite') return { dataDirectory }
    const { serverUrl, template, disposable } = await askForPostgres()
    const name = `parley_test_${randomBytes(8).toString('hex')}`
    await runOnPostgres(serverUrl, `create database ${name} template ${empty ? 'template1' : template}`)
    if (!disposable) undo.push(() => runOnPostgres(serverUrl, `drop database ${name} with (force)`))
    return { databaseUrl: databaseUrlOn(serverUrl, name), dataDirectory }
  }

  async function openTestStore(options: Partial<OpenStoreOptions> = {}): Promise<Store> {
    const { dataDirectory, migrations } = options
    const place =
      dataDirectory === undefined ? await createTestDatabase({ empty: migrations !== undefined }) : { dataDirectory }
    const store = await openStore({ connectWithinMs: PATIENCE_MS, ...place, ...options })
    undo.push(() => store.close())
    return store
  }

  return { engine, openTestStore, createTestDatabase }
}

/** Starts the server at the first call of a run. */
async function askForPostgres(): Promise<TestPostgres> {
  const response = await fetch(inject('postgresDesk'))
  const text = await response.text()
  if (!response.ok) throw new Error(text)
  // Written by postgres-setup.ts of the same run.
  return JSON.parse(text) as TestPostgres
}
