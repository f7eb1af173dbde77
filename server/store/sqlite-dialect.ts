import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Database } from './schema.ts'
import { StoreMisusedError } from './store-errors.ts'
import type { Turns } from './turns.ts'
import type { UnitScope } from './unit-scope.ts'

interface Shared {
  readonly connection: DatabaseConnection
  readonly turns: Turns
  readonly scope: UnitScope
}

/**
 * Kysely for everything outside units. Each query, and each `transaction()` as a whole, waits for its turn of the
 * connection. Batches of units take turns too, so a query never lands inside a batch: it sees what is committed only.
 */
export function createPlainKysely({ connection, turns, scope }: Shared): Kysely<Database> {
  return createKysely({
    async acquireConnection() {
      scope.assertOutside('store.db was used')
      await turns.take()
      return connection
    },
    async beginTransaction() {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    },
    async commitTransaction() {
      await connection.executeQuery(CompiledQuery.raw('commit'))
    },
    async rollbackTransaction() {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    },
    async releaseConnection() {
      turns.pass()
    },
  })
}

/** Kysely for units: straight to the connection, in the transaction that the batch has opened. */
export function createUnitKysely({ connection, scope }: Omit<Shared, 'turns'>): Kysely<Database> {
  const refuse = async () => {
    throw new StoreMisusedError('A unit of work is a transaction already.')
  }
  return createKysely({
    async acquireConnection() {
      scope.assertInside()
      return connection
    },
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    async releaseConnection() {},
  })
}

/** Kysely on a database that outlives it. */
export function createKysely(driver: Omit<Driver, 'init' | 'destroy'>): Kysely<Database> {
  const dialect: Dialect = {
    // Nothing to open or close.
    createDriver: () => ({ ...driver, init: async () => {}, destroy: async () => {} }),
    createAdapter: () => new TurnTakingAdapter(),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: db => new SqliteIntrospector(db),
  }
  return new Kysely<Database>({ dialect })
}

class TurnTakingAdapter extends SqliteAdapter {
  /** Kysely's own mutex stands aside: it lets late callers step in, and knows no end of waiting. */
  override get supportsMultipleConnections(): boolean {
    return true
  }
}
