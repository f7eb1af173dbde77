import { clearTimeout, setTimeout } from 'node:timers'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { toPostgresStoreError } from './postgres-errors.ts'

const STATEMENT_TIMEOUT_MS = 10_000
const IDLE_IN_TRANSACTION_MS = 30_000

const INT8 = 20
const NUMERIC = 1700

interface PostgresPoolOptions {
  readonly databaseUrl: string
  /** Size of the pool. */
  readonly connections: number
  /** How long to wait for a free connection, or for a new one. */
  readonly connectWithinMs: number
  /** A connection silent for longer hangs and is cut: the server should have answered, if only with its own timeout. */
  readonly answerWithinMs?: number
  /** The server breaks off a statement that takes longer. */
  readonly statementMs?: number
  /** Every transaction refuses to write. */
  readonly readOnly?: boolean
}

/**
 * A bounded pool whose errors are the store's own. Each connection has its timeouts set and commits synchronously,
 * whatever the server's or the role's defaults are.
 */
export function createPostgresPool(options: PostgresPoolOptions): PostgresPool {
  const { databaseUrl, connections, connectWithinMs, statementMs = STATEMENT_TIMEOUT_MS, readOnly = false } = options
  const { answerWithinMs = statementMs + 2_000 } = options
  const lost = new WeakSet<object>()
  const watched = new WeakMap<object, PostgresPoolClient>()
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: connectWithinMs,
    keepAlive: true,
    types: { getTypeParser },
    onConnect: client => prepareSession(client, { statementMs, readOnly }),
  })
  // Without listeners a connection that breaks while idle, or between two statements, would end the process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => lost.add(client)))

  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      try {
        const client = await pool.connect()
        // One watched client per client, so that Kysely knows a connection again.
        const known = watched.get(client) ?? watch({ client, lost, answerWithinMs })
        watched.set(client, known)
        return known
      } catch (error) {
        throw toPostgresStoreError(error, true)
      }
    },
  }
}

/** Not start-up parameters: connection poolers refuse those. */
async function prepareSession(
  client: pg.ClientBase,
  { statementMs, readOnly }: Required<Pick<PostgresPoolOptions, 'statementMs' | 'readOnly'>>,
): Promise<void> {
  await client.query(
    `select set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false),
      set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on'
        else current_setting('synchronous_commit') end, false),
      set_config('default_transaction_read_only', $3, false)`,
    [String(statementMs), String(IDLE_IN_TRANSACTION_MS), readOnly ? 'on' : 'off'],
  )
}

interface Watched {
  readonly client: pg.PoolClient
  readonly lost: WeakSet<object>
  readonly answerWithinMs: number
}

function watch({ client, lost, answerWithinMs }: Watched): PostgresPoolClient {
  async function query(text: string, parameters: readonly unknown[]): Promise<pg.QueryResult> {
    const timer = setTimeout(() => {
      lost.add(client)
      // Ends the socket at once, as a query is running; that query then fails.
      void client.end()
    }, answerWithinMs)
    try {
      return await client.query(text, [...parameters])
    } catch (error) {
      throw toPostgresStoreError(error, lost.has(client))
    } finally {
      clearTimeout(timer)
    }
  }

  const release = (destroy?: boolean) => client.release(destroy)
  // Kysely's type also covers cursors: pg has them only with an extra package, and the store never asks for one.
  return { query, release } as unknown as PostgresPoolClient
}

/** Whole numbers and sums arrive as text by default; here as on SQLite: as numbers, and a loud error past 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8) return toSafeInteger
  if (oid === NUMERIC) return Number
  return pg.types.getTypeParser(oid, format as 'text')
}

function toSafeInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`The integer ${text} is too large for a number.`)
  return value
}
