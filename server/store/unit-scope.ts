import { AsyncLocalStorage } from 'node:async_hooks'
import { StoreMisusedError } from './store-errors.ts'

/**
 * Knows whether code runs inside a unit of work. A unit may use its own `trx` only: on SQLite anything else would wait
 * for the connection that the unit itself holds, on Postgres it would silently leave the transaction.
 */
export interface UnitScope {
  /** Runs a unit; what it starts and leaves running belongs to it only until it settles. */
  run<T>(unit: () => Promise<T>): Promise<T>
  /** Throws StoreMisusedError inside a unit. */
  assertOutside(what: string): void
  /** Throws StoreMisusedError outside a unit, so that a `trx` kept past its unit cannot write into another's. */
  assertInside(): void
}

export function createUnitScope(): UnitScope {
  const current = new AsyncLocalStorage<{ open: boolean }>()
  return {
    async run(unit) {
      const scope = { open: true }
      try {
        return await current.run(scope, unit)
      } finally {
        scope.open = false
      }
    },
    assertOutside(what) {
      if (current.getStore()?.open) {
        throw new StoreMisusedError(`${what} inside a unit of work: use the trx it was given.`)
      }
    },
    assertInside() {
      if (!current.getStore()?.open) {
        throw new StoreMisusedError('The trx of a unit of work was used after the unit had ended, or outside it.')
      }
    },
  }
}
