import type { Kysely } from 'kysely'
import { migrations as allMigrations, type Migration, type StoreEngine } from './migrations/index.ts'
import { openPostgresStore } from './postgres-store.ts'
import type { ReadWorker } from './read-worker.ts'
import type { Database } from './schema.ts'
import { openSqliteStore } from './sqlite-store.ts'

/** The database of one process. */
export interface Store {
  readonly engine: StoreEngine
  /**
   * For reads and rare writes; also handed to better-auth. Sees committed data only. Its `transaction()` is durable too,
   * but shares no fsync and, on SQLite, keeps every other query waiting until it ends.
   */
  readonly db: Kysely<Database>
  /**
   * For reads over many rows: lists, boards, reports, exports. Sees committed data only. Of a large SQLite database they run on
   * a thread of their own, where nothing waits for them.
   */
  readonly reports: Kysely<Database>
  /**
   * Runs one unit of work durably: resolved means committed and fsynced, rejected with anything but `store_unavailable`
   * means that nothing of it was kept. A unit awaits only its own `trx`, uses neither `store.db` nor `store.write`
   * (StoreMisusedError), and has no effect outside it: its caller acts once the promise has resolved.
   * On SQLite units that arrive together share one fsync, on Postgres each is a pooled transaction (read committed); a
   * statement that fails dooms its unit on Postgres, so conflicts are settled with `on conflict`, not with `catch`.
   *
   * Rejects with the unit's own error, or StoreBusyError (queue full, lock or statement timeout), StorageFullError,
   * StoreUnavailableError.
   */
  write<T>(unit: (trx: Kysely<Database>) => Promise<T>): Promise<T>
  /**
   * Runs a job that reads or reckons for long on a thread with a connection of its own: reports, backtests, learning. See
   * `ReadWorker.run` for how it fails. Ends with the store.
   */
  readonly read: ReadWorker['run']
  /** Resolves when the database takes writes; rejects as `write` does. */
  probe(): Promise<void>
  /** Refuses new work, waits for what is under way, lets the database go. */
  close(): Promise<void>
}

export interface OpenStoreOptions {
  /** `postgres://…` or `postgresql://…`; anything else, or nothing, means SQLite. */
  readonly databaseUrl?: string | undefined
  /** Folder of `parley.db`, made when missing. */
  readonly dataDirectory: string
  readonly migrations?: readonly Migration[]
  /** Writes that may wait or run at once before `store_busy`. */
  readonly queueLimit?: number
  /** How long a query waits for a connection to Postgres before `store_unavailable`: a visitor's answer waits behind it. */
  readonly connectWithinMs?: number
  /** Size of a SQLite database from which on `reports` reads on a thread. */
  readonly reportsFromBytes?: number
}

const QUEUE_LIMIT = 2_048
const CONNECT_WITHIN_MS = 1_500
/** Some ten thousand leads: a list over them takes tens of milliseconds. */
const REPORTS_FROM_BYTES = 64 * 2 ** 20

/**
 * Opens the database and brings its tables up to date.
 * Throws StoreOpenError (`database_in_use`, `database_corrupt`, `database_unfit`, `schema_newer`), StorageFullError or
 * StoreUnavailableError.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const { databaseUrl, dataDirectory, migrations = allMigrations, queueLimit = QUEUE_LIMIT } = options
  const { reportsFromBytes = REPORTS_FROM_BYTES, connectWithinMs = CONNECT_WITHIN_MS } = options
  if (databaseUrl !== undefined && /^postgres(ql)?:\/\//.test(databaseUrl)) {
    return await openPostgresStore({ databaseUrl, migrations, queueLimit, connectWithinMs })
  }
  return await openSqliteStore({ dataDirectory, migrations, queueLimit, reportsFromBytes })
}
