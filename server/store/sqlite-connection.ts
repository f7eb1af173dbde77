import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite'
import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely'

const MAX_STATEMENTS = 500
const CHANGES_TABLES = /^\s*(create|alter|drop)\b/i

interface Prepared {
  readonly statement: StatementSync
  readonly returnsRows: boolean
}

/**
 * The one connection, as Kysely sees it. Prepares a text once: the same queries come again and again. Its `lower()` knows the
 * letters of every script, as Postgres' does: SQLite's own knows the English ones.
 */
export function createSqliteConnection(
  database: DatabaseSync,
  toStoreError: (error: unknown) => unknown,
): DatabaseConnection {
  const prepared = new Map<string, Prepared>()
  database.function('lower', { deterministic: true }, text => (typeof text === 'string' ? text.toLowerCase() : text))

  function prepare(sql: string): Prepared {
    const known = prepared.get(sql)
    if (known !== undefined) return known
    const statement = database.prepare(sql)
    const fresh = { statement, returnsRows: statement.columns().length > 0 }
    // A statement prepared before a change of tables may name columns that are gone.
    if (CHANGES_TABLES.test(sql)) prepared.clear()
    else keep(sql, fresh)
    return fresh
  }

  function keep(sql: string, fresh: Prepared): void {
    if (prepared.size >= MAX_STATEMENTS) {
      const [oldest] = prepared.keys()
      if (oldest !== undefined) prepared.delete(oldest)
    }
    prepared.set(sql, fresh)
  }

  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      try {
        const { statement, returnsRows } = prepare(query.sql)
        // Kysely does not know what SQLite accepts; node:sqlite checks each value itself and throws.
        const parameters = query.parameters as readonly SQLInputValue[]
        // The row type is the query builder's promise.
        if (returnsRows) return { rows: statement.all(...parameters) as R[] }
        const { changes, lastInsertRowid } = statement.run(...parameters)
        return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
      } catch (error) {
        throw toStoreError(error)
      }
    },
    streamQuery(): never {
      throw new Error('Streaming would hold the only connection: read in pages.')
    },
  }
}
