export type StoreErrorCode =
  | 'store_busy'
  | 'storage_full'
  | 'store_unavailable'
  | 'store_misused'
  | 'database_in_use'
  | 'database_corrupt'
  | 'database_unfit'
  | 'schema_newer'

/** What the store itself can fail with. Decide by `code`; `cause` is the engine's own error where there is one. */
export abstract class StoreError extends Error {
  abstract readonly code: StoreErrorCode
}

/** Too much at once: the queue of writes is full, or the database gave up waiting for a lock. Trying again later helps. */
export class StoreBusyError extends StoreError {
  override readonly name = 'StoreBusyError'
  readonly code = 'store_busy'
}

/** The disk is full. Nothing of the unit was kept; writes work again once there is room. */
export class StorageFullError extends StoreError {
  override readonly name = 'StorageFullError'
  readonly code = 'storage_full'
}

/** The database cannot be reached, or the store is closed. If it was lost during a commit, the unit may have been kept. */
export class StoreUnavailableError extends StoreError {
  override readonly name = 'StoreUnavailableError'
  readonly code = 'store_unavailable'
}

/** A mistake in our own code that would otherwise wait for ever or write outside its transaction. */
export class StoreMisusedError extends StoreError {
  override readonly name = 'StoreMisusedError'
  readonly code = 'store_misused'
}

/** The database must not be opened as it is; the message tells an operator what to do. */
export class StoreOpenError extends StoreError {
  override readonly name = 'StoreOpenError'
  readonly code: 'database_in_use' | 'database_corrupt' | 'database_unfit' | 'schema_newer'

  constructor(code: StoreOpenError['code'], message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}
