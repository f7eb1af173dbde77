import { DatabaseSync } from 'node:sqlite'
import { Kysely, PostgresDialect } from 'kysely'
import { createPostgresPool } from './postgres-pool.ts'
import type { ReadSource } from './read-worker.ts'
import type { Database } from './schema.ts'
import { createSqliteConnection } from './sqlite-connection.ts'
import { createPlainKysely } from './sqlite-dialect.ts'
import { createTurns } from './turns.ts'
import { createUnitScope } from './unit-scope.ts'

/** A connection of its own that can only read. Each query is a transaction by itself, so nothing old is held on to. */
export interface Reader {
  readonly db: Kysely<Database>
  close(): Promise<void>
}

const WITHIN_MS = 60_000
const CONNECT_WITHIN_MS = 10_000
const CACHE_KIB = 32 * 1024

export function openReader(source: ReadSource): Reader {
  return source.engine === 'sqlite' ? openSqliteReader(source.path) : openPostgresReader(source.databaseUrl)
}

function openSqliteReader(path: string): Reader {
  const database = new DatabaseSync(path, { readOnly: true, timeout: 5_000 })
  database.exec(`pragma query_only = on; pragma cache_size = -${CACHE_KIB}`)
  const connection = createSqliteConnection(database, error => error)
  const db = createPlainKysely({
    connection,
    turns: createTurns({ patienceMs: WITHIN_MS }),
    scope: createUnitScope(),
  })
  return {
    db,
    async close() {
      await db.destroy()
      database.close()
    },
  }
}

function openPostgresReader(databaseUrl: string): Reader {
  const pool = createPostgresPool({
    databaseUrl,
    connections: 1,
    connectWithinMs: CONNECT_WITHIN_MS,
    statementMs: WITHIN_MS,
    readOnly: true,
  })
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  return { db, close: () => db.destroy() }
}
