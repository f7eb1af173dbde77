import { Kysely, PostgresDialect, type PostgresPool } from 'kysely'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/index.ts'
import type { Store } from './open-store.ts'
import { createPostgresPool } from './postgres-pool.ts'
import { probeWrite } from './probe-write.ts'
import { createReadWorker } from './read-worker.ts'
import type { Database } from './schema.ts'
import { StoreBusyError, StoreUnavailableError } from './store-errors.ts'
import { createUnitScope, type UnitScope } from './unit-scope.ts'

const CONNECTIONS = 10
const MIGRATE_WITHIN_MS = 60 * 60 * 1000
/** Nobody waits yet, and a database that has just been started may be busy. */
const START_WITHIN_MS = 30_000

interface PostgresStoreOptions {
  readonly databaseUrl: string
  readonly migrations: readonly Migration[]
  readonly queueLimit: number
  readonly connectWithinMs: number
}

/** One pooled transaction a unit; no batching: Postgres shares fsyncs among transactions itself. */
export async function openPostgresStore(options: PostgresStoreOptions): Promise<Store> {
  const { databaseUrl, migrations, queueLimit, connectWithinMs } = options
  await migratePostgres(databaseUrl, migrations)
  const scope = createUnitScope()
  const pool = guardPool(createPostgresPool({ databaseUrl, connections: CONNECTIONS, connectWithinMs }), scope)
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  const running = new Set<Promise<unknown>>()
  const reader = createReadWorker({ engine: 'postgres', databaseUrl })
  let closed = false

  const write: Store['write'] = async unit => {
    scope.assertOutside('store.write was called')
    if (closed) throw new StoreUnavailableError('The store is closed.')
    if (running.size >= queueLimit) throw new StoreBusyError(`More than ${queueLimit} writes are waiting.`)
    const work = db.transaction().execute(trx => scope.run(() => unit(trx)))
    running.add(work)
    try {
      return await work
    } finally {
      running.delete(work)
    }
  }

  return {
    engine: 'postgres',
    db,
    // Another connection of the pool: nothing waits for it.
    reports: db,
    write,
    read: reader.run,
    probe: () => write(probeWrite),
    async close() {
      if (closed) return
      closed = true
      await reader.close()
      await Promise.allSettled(running)
      await pool.end()
    },
  }
}

/** On a connection of its own, without the timeouts of the pool: a migration may take long, or wait for another server's. */
async function migratePostgres(databaseUrl: string, migrations: readonly Migration[]): Promise<void> {
  const pool = createPostgresPool({
    databaseUrl,
    connections: 1,
    connectWithinMs: START_WITHIN_MS,
    answerWithinMs: MIGRATE_WITHIN_MS,
  })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  try {
    await migrate({ db, engine: 'postgres', migrations })
  } finally {
    await db.destroy()
  }
}

function guardPool(pool: PostgresPool, scope: UnitScope): PostgresPool {
  return {
    ...pool,
    async connect() {
      scope.assertOutside('store.db was used')
      return await pool.connect()
    },
  }
}
