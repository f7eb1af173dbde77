import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isSqliteCorruption, isSqliteLocked, toSqliteStoreError } from './sqlite-errors.ts'
import { StoreOpenError } from './store-errors.ts'

/** 3.7.0 to 3.51.2 can corrupt a WAL database that two connections use (the WAL-reset bug). */
const OLDEST_SQLITE = [3, 51, 3] as const
const SYNCHRONOUS_FULL = 2
const CACHE_KIB = 64 * 1024

export interface SqliteFile {
  readonly database: DatabaseSync
  /** Of the database's file. */
  readonly path: string
  /** Size of its content. */
  bytes(): number
  /** Closes the file, then lets the next process in. */
  close(): void
}

/** Garbage collection closes a database nobody refers to, and with it goes the lock: measured, within milliseconds. */
const openFiles = new Set<SqliteFile>()

/**
 * Opens `parley.db` in the directory (made when missing) for this process alone, checked and durable.
 * Throws StoreOpenError: `database_in_use`, `database_corrupt`, `database_unfit`; StorageFullError when there is no room.
 */
export function openSqliteFile(dataDirectory: string): SqliteFile {
  try {
    // What it holds is about people: closed to other accounts.
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 })
    const lock = holdDirectory(dataDirectory)
    try {
      const path = join(dataDirectory, 'parley.db')
      const database = openDatabase(path)
      const pages = database.prepare('select page_count * page_size as bytes from pragma_page_count, pragma_page_size')
      const file: SqliteFile = {
        database,
        path,
        bytes: () => Number(pages.get()?.bytes),
        close() {
          database.close()
          lock.close()
          openFiles.delete(file)
        },
      }
      openFiles.add(file)
      return file
    } catch (error) {
      lock.close()
      throw error
    }
  } catch (error) {
    throw toSqliteStoreError(error, dataDirectory)
  }
}

/** The lock is the kernel's, held by an open transaction, so kill -9 leaves nothing stale behind. */
function holdDirectory(dataDirectory: string): DatabaseSync {
  const lock = new DatabaseSync(join(dataDirectory, 'parley.lock'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
    return lock
  } catch (error) {
    lock.close()
    if (!isSqliteLocked(error)) throw error
    const message = `Another Parley process is using ${dataDirectory}. Stop it, or give this one a data directory of its own.`
    throw new StoreOpenError('database_in_use', message, { cause: error })
  }
}

function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: 5000, enableForeignKeyConstraints: true })
  try {
    assertVersion(database)
    makeDurable(database)
    assertIntact(database, path)
    return database
  } catch (error) {
    database.close()
    throw isSqliteCorruption(error) ? corrupt(path, error) : error
  }
}

function assertVersion(database: DatabaseSync): void {
  const version = String(readOne(database, 'select sqlite_version()'))
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number)
  const order = major - OLDEST_SQLITE[0] || minor - OLDEST_SQLITE[1] || patch - OLDEST_SQLITE[2]
  if (order < 0) {
    const message = `SQLite ${version} can corrupt databases; ${OLDEST_SQLITE.join('.')} or newer is needed. Use a newer Node.`
    throw new StoreOpenError('database_unfit', message)
  }
}

function makeDurable(database: DatabaseSync): void {
  const mode = readOne(database, 'pragma journal_mode = wal')
  // A plain fsync on macOS does not reach the disk; elsewhere these two do nothing.
  database.exec('pragma fullfsync = on; pragma checkpoint_fullfsync = on')
  database.exec('pragma synchronous = full')
  // In KiB. With the default of 2 MB, keys that are random or a person's own are read from the file again and again.
  database.exec(`pragma cache_size = -${CACHE_KIB}`)
  // After a burst the log shrinks back to this.
  database.exec(`pragma journal_size_limit = ${64 * 1024 * 1024}`)
  const synchronous = readOne(database, 'pragma synchronous')
  const foreignKeys = readOne(database, 'pragma foreign_keys')
  if (mode !== 'wal' || synchronous !== SYNCHRONOUS_FULL || foreignKeys !== 1) {
    const found = `journal_mode ${mode}, synchronous ${synchronous}, foreign_keys ${foreignKeys}`
    throw new StoreOpenError('database_unfit', `SQLite refused the settings that make commits durable (${found}).`)
  }
}

function assertIntact(database: DatabaseSync, path: string): void {
  const finding = readOne(database, 'pragma quick_check(1)')
  if (finding !== 'ok') throw corrupt(path, new Error(String(finding)))
}

function corrupt(path: string, cause: unknown): StoreOpenError {
  const message = `${path} is damaged and was left untouched. Restore the newest backup over it, or move it away to start empty.`
  return new StoreOpenError('database_corrupt', message, { cause })
}

/** First column of the first row. */
function readOne(database: DatabaseSync, sql: string): unknown {
  return Object.values(database.prepare(sql).get() ?? {})[0]
}
