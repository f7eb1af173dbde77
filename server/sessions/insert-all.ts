import { CompiledQuery, type DatabaseConnection, type Kysely } from 'kysely'
import { isPostgres } from '../store/is-postgres.ts'
import type { Database } from '../store/schema.ts'
import type { NewRows, PreparedInsert } from './define-insert.ts'
import { createLruMap } from './lru-map.ts'

/** Statements made of several that are kept, by their parts, and how long one may be: senders choose how many rows they have. */
const TOGETHER = 200
const TOGETHER_LENGTH = 20_000

const together = createLruMap<string, string>(TOGETHER)

/** Most rows of one insert, and most parameters of inserts made one: Postgres takes 65,535 of them, SQLite 32,766. */
const ROWS = 1_000
const PARAMETERS = 30_000

/** Lists short enough for one insert each. */
export function inPieces<Row>(rows: readonly Row[]): (readonly Row[])[] {
  if (rows.length <= ROWS) return rows.length > 0 ? [rows] : []
  return Array.from({ length: Math.ceil(rows.length / ROWS) }, (_, piece) =>
    rows.slice(piece * ROWS, (piece + 1) * ROWS),
  )
}

/**
 * Brings rows into their tables and gives back what the first insert returns. On Postgres all of it is one statement, as far
 * as it fits: a way to the database and back costs more than most of these inserts. The connection is asked
 * for once: that costs about a microsecond, one to ten per cent of an insert.
 */
export async function insertAll<Output>(
  trx: Kysely<Database>,
  first: NewRows<Output>,
  others: readonly NewRows[] = [],
): Promise<readonly Output[]> {
  const filled = others.filter(insert => insert.count > 0).map(insert => insert.prepare(trx))
  const main = first.count > 0 ? first.prepare(trx) : null
  if (!main && filled.length === 0) return []
  return await trx.getExecutor().provideConnection(async connection => {
    const along = main && isPostgres(trx) ? fitting(main, filled) : []
    const output = main ? await run(connection, along.length > 0 ? merge(main, along) : main) : []
    for (const insert of filled.slice(along.length)) await run(connection, insert)
    return output
  })
}

/** The first few that have room in one statement with the main insert. */
function fitting(main: PreparedInsert, others: readonly PreparedInsert[]): readonly PreparedInsert[] {
  let parameters = main.values.length
  const end = others.findIndex(({ values }) => {
    parameters += values.length
    return parameters > PARAMETERS
  })
  return end < 0 ? others : others.slice(0, end)
}

async function run<Output>(
  connection: DatabaseConnection,
  { text, values }: PreparedInsert<Output>,
): Promise<Output[]> {
  const { rows } = await connection.executeQuery<Output>(CompiledQuery.raw(text.sql, [...values]))
  return rows
}

/** One statement: all but the main insert as `with` parts, which Postgres runs whether or not anybody reads them. */
function merge<Output>(main: PreparedInsert<Output>, others: readonly PreparedInsert[]): PreparedInsert<Output> {
  const parts = [...others, main]
  const name = parts.map(part => part.text.sql).join('\n')
  const sql = together.get(name) ?? mergeTexts(parts)
  if (sql.length <= TOGETHER_LENGTH) together.set(name, sql)
  return { text: { ...main.text, sql }, values: parts.flatMap(part => part.values) }
}

function mergeTexts(parts: readonly PreparedInsert[]): string {
  let before = 0
  const texts = parts.map(({ text, values }) => {
    const offset = before
    before += values.length
    return text.sql.replace(/\$(\d+)/g, (_all, number) => `$${Number(number) + offset}`)
  })
  const withs = texts.slice(0, -1).map((text, index) => `part_${index} as (${text})`)
  return `${withs.length > 0 ? `with ${withs.join(', ')} ` : ''}${texts.at(-1)}`
}
