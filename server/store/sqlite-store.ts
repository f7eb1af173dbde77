import { createGroupCommit } from './group-commit.ts'
import { migrate } from './migrate.ts'
import type { Migration } from './migrations/index.ts'
import type { Store } from './open-store.ts'
import { probeWrite } from './probe-write.ts'
import { createReadWorker } from './read-worker.ts'
import { createReportsKysely } from './reports-kysely.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { createPlainKysely, createUnitKysely } from './sqlite-dialect.ts'
import { toSqliteStoreError } from './sqlite-errors.ts'
import { openSqliteFile } from './sqlite-file.ts'
import { StoreBusyError, StoreUnavailableError } from './store-errors.ts'
import { createTurns } from './turns.ts'
import { createUnitScope } from './unit-scope.ts'

/** Far above any batch: who waits this long waits for something that never comes. */
const PATIENCE_MS = 10_000
/** A thread that read lists waits so long for the next one. */
const REPORTS_IDLE_MS = 600_000

interface SqliteStoreOptions {
  readonly dataDirectory: string
  readonly migrations: readonly Migration[]
  readonly queueLimit: number
  readonly reportsFromBytes: number
}

/** One file, one connection, one process. Units go through group commit; everything else takes turns with its batches. */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { dataDirectory, migrations, queueLimit, reportsFromBytes } = options
  const file = openSqliteFile(dataDirectory)
  const toStoreError = (error: unknown) => toSqliteStoreError(error, dataDirectory)
  const scope = createUnitScope()
  const turns = createTurns({ patienceMs: PATIENCE_MS })
  const connection = createSqliteConnection(file.database, toStoreError)
  const db = createPlainKysely({ connection, turns, scope })
  const trx = createUnitKysely({ connection, scope })
  const commits = createGroupCommit({ database: file.database, turns, scope, toStoreError })
  const reader = createReadWorker({ engine: 'sqlite', path: file.path })
  const lists = createReadWorker({ engine: 'sqlite', path: file.path }, { idleMs: REPORTS_IDLE_MS })
  const isLarge = () => file.bytes() >= reportsFromBytes
  const reports = createReportsKysely({ db, reader: lists, scope, isLarge })
  let closed = false

  try {
    await migrate({ db, engine: 'sqlite', migrations })
  } catch (error) {
    file.close()
    throw error
  }

  const write: Store['write'] = async unit => {
    scope.assertOutside('store.write was called')
    if (closed) throw new StoreUnavailableError('The store is closed.')
    if (commits.pending >= queueLimit) throw new StoreBusyError(`More than ${queueLimit} writes are waiting.`)
    return await commits.add(() => unit(trx))
  }

  return {
    engine: 'sqlite',
    db,
    reports,
    write,
    read: reader.run,
    probe: () => write(probeWrite),
    async close() {
      if (closed) return
      closed = true
      await Promise.all([reader.close(), lists.close()])
      await commits.settled()
      await turns.take()
      await db.destroy()
      file.close()
      turns.pass()
    },
  }
}
