import { DatabaseError } from 'pg'
import { StorageFullError, StoreBusyError, StoreError, StoreUnavailableError } from './store-errors.ts'

// https://www.postgresql.org/docs/current/errcodes-appendix.html
const DISK_FULL = '53100'
/** Serialization failure, deadlock, lock not available, statement cancelled (timeout), too many connections. */
const BUSY = new Set(['40001', '40P01', '55P03', '57014', '53300'])
/** Connection trouble, wrong credentials, no such database, shutdown and start-up, idle-in-transaction timeout. */
const UNAVAILABLE_CLASSES = ['08', '28', '3D', '57', '58', 'F0']
const UNAVAILABLE = new Set(['25P03'])

/**
 * Turns what pg threw into the store's own error. Errors that are about the statement (constraints) stay.
 * `lost` says that the connection broke meanwhile: pg marks those errors by words only.
 */
export function toPostgresStoreError(error: unknown, lost: boolean): unknown {
  if (error instanceof StoreError) return error
  const state = error instanceof DatabaseError ? (error.code ?? '') : ''
  if (state === DISK_FULL) return new StorageFullError("The database's disk is full.", { cause: error })
  if (BUSY.has(state)) return new StoreBusyError('The database gave up waiting.', { cause: error })
  if (lost || UNAVAILABLE.has(state) || UNAVAILABLE_CLASSES.includes(state.slice(0, 2))) {
    return new StoreUnavailableError('The database cannot be reached.', { cause: error })
  }
  return error
}
