import { AsyncLocalStorage } from 'node:async_hooks'
import type { DatabaseSync } from 'node:sqlite'
import { setImmediate } from 'node:timers'
import type { Turns } from './turns.ts'
import type { UnitScope } from './unit-scope.ts'

/** More units in one transaction hardly raise throughput but stall the event loop: 500 cost 34 ms when measured. */
const BATCH_LIMIT = 64

export interface GroupCommit {
  /** Units not settled yet. */
  readonly pending: number
  /** Resolves once the unit's transaction is on disk. */
  add<T>(unit: () => Promise<T>): Promise<T>
  /** Resolves when nothing is pending. */
  settled(): Promise<void>
}

interface Entry {
  /** Runs the unit; gives back what tells its caller that all went well. */
  run(): Promise<() => void>
  reject(error: unknown): void
}

interface Parts {
  readonly database: DatabaseSync
  readonly turns: Turns
  readonly scope: UnitScope
  toStoreError(error: unknown): unknown
}

/**
 * Units that arrive together share one transaction and so one fsync. They run strictly one after another, each in a
 * savepoint, so that one that fails undoes its own work only.
 */
export function createGroupCommit({ database, turns, scope, toStoreError }: Parts): GroupCommit {
  const queue: Entry[] = []
  let pending = 0
  let working: Promise<void> | undefined

  async function work(): Promise<void> {
    while (queue.length > 0) {
      // Lets the event loop bring in what has arrived meanwhile: it joins this batch.
      await new Promise<void>(resolve => setImmediate(resolve))
      await commitNext()
    }
    working = undefined
  }

  async function commitNext(): Promise<void> {
    try {
      await turns.take()
    } catch (error) {
      for (const entry of queue.splice(0, BATCH_LIMIT)) entry.reject(error)
      return
    }
    try {
      await commitBatch(queue.splice(0, BATCH_LIMIT))
    } finally {
      turns.pass()
    }
  }

  async function commitBatch(batch: readonly Entry[]): Promise<void> {
    const done: { entry: Entry; resolve: () => void }[] = []
    try {
      database.exec('begin immediate')
      for (const entry of batch) {
        const resolve = await runInSavepoint(entry)
        if (resolve !== undefined) done.push({ entry, resolve })
      }
      database.exec('commit')
      for (const { resolve } of done) resolve()
    } catch (error) {
      // The transaction is lost, and with it every unit of the batch, those included that had not run yet.
      for (const entry of batch) entry.reject(toStoreError(error))
      if (database.isTransaction) database.exec('rollback')
    }
  }

  /** Throws only when SQLite gave up the whole transaction, as it may when the disk is full. */
  async function runInSavepoint(entry: Entry): Promise<(() => void) | undefined> {
    database.exec('savepoint unit')
    try {
      const resolve = await entry.run()
      database.exec('release unit')
      return resolve
    } catch (error) {
      if (!database.isTransaction) throw error
      database.exec('rollback to unit; release unit')
      entry.reject(toStoreError(error))
      return undefined
    }
  }

  return {
    get pending() {
      return pending
    },
    add<T>(unit: () => Promise<T>): Promise<T> {
      pending += 1
      // Without it a unit would run in the context (log, trace) of whoever came first after a pause.
      const inContext = AsyncLocalStorage.snapshot()
      return new Promise<T>((resolve, reject) => {
        const run = async () => {
          const value = await inContext(() => scope.run(unit))
          return () => resolve(value)
        }
        queue.push({ run, reject })
        working ??= work()
      }).finally(() => {
        pending -= 1
      })
    },
    async settled() {
      await working
    },
  }
}
