import { statfsSync } from 'node:fs'
import { StorageFullError, StoreBusyError, StoreError, StoreUnavailableError } from './store-errors.ts'

// Primary result codes, https://sqlite.org/rescode.html
const BUSY = 5
const LOCKED = 6
const READONLY = 8
const IOERR = 10
const CORRUPT = 11
const FULL = 13
const CANTOPEN = 14
const NOTADB = 26

/** Free space below which a failed write is put down to a full disk: SQLite writes its shared memory in 32 KiB pieces. */
const NO_ROOM_BYTES = 64 * 1024

/** Turns what node:sqlite threw into the store's own error. Errors that are about the statement (constraints) stay. */
export function toSqliteStoreError(error: unknown, dataDirectory: string): unknown {
  if (error instanceof StoreError) return error
  switch (primaryCode(error)) {
    case FULL:
      return new StorageFullError('The disk is full.', { cause: error })
    case IOERR:
      return isDiskFull(dataDirectory)
        ? new StorageFullError('The disk is full.', { cause: error })
        : new StoreUnavailableError('The disk failed.', { cause: error })
    case BUSY:
    case LOCKED:
      return new StoreBusyError('The database file is locked.', { cause: error })
    case READONLY:
    case CANTOPEN:
    case CORRUPT:
    case NOTADB:
      return new StoreUnavailableError('The database file cannot be used.', { cause: error })
    default:
      return error
  }
}

/** Whether the file is damaged or no database at all. */
export function isSqliteCorruption(error: unknown): boolean {
  const code = primaryCode(error)
  return code === CORRUPT || code === NOTADB
}

/** Whether another connection holds the lock. */
export function isSqliteLocked(error: unknown): boolean {
  return primaryCode(error) === BUSY
}

function primaryCode(error: unknown): number | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined
  // The low byte; the rest is the extended code.
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined
}

function isDiskFull(directory: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(directory)
    return bavail * bsize < NO_ROOM_BYTES
  } catch {
    return false
  }
}
