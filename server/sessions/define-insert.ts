import type { Compilable, InsertQueryBuilder, InsertResult, Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

type Insert<Table extends keyof Database, Output> = InsertQueryBuilder<Database, Table, Output>

/** Rows on their way into a table; `insertAll` brings them there. */
export interface NewRows<Output = unknown> {
  readonly count: number
  /** Not for zero rows. */
  prepare(trx: Kysely<Database>): PreparedInsert<Output>
}

/** `Output` is what the statement returns for each row. */
export interface PreparedInsert<Output = unknown> {
  readonly text: InsertText<Output>
  readonly values: readonly unknown[]
}

/** The same object for the same text. */
export interface InsertText<_Output = unknown> {
  readonly sql: string
  readonly columns: readonly string[]
}

/** Longer inserts are rare, and their texts too long to keep one for each number of rows. */
const KEPT_ROWS = 100

/**
 * An insert of rows that all have the same columns. Its SQL is built once for each number of rows: building that of a
 * conversation's events took longer than running it. `finish` adds clauses without values of their own (`on conflict`,
 * `returning`).
 */
export function defineInsert<Table extends keyof Database, Output = InsertResult>(
  table: Table,
  finish?: (insert: Insert<Table, InsertResult>) => Insert<Table, Output>,
): (rows: readonly Database[Table][]) => NewRows<Output> {
  // By dialect: the databases write parameters in different ways.
  const texts = new WeakMap<object, Map<number, InsertText<Output>>>()

  return rows => ({
    count: rows.length,
    prepare(trx) {
      const { adapter } = trx.getExecutor()
      const known = texts.get(adapter) ?? new Map<number, InsertText<Output>>()
      texts.set(adapter, known)
      const text = known.get(rows.length) ?? build(trx, rows)
      if (rows.length <= KEPT_ROWS) known.set(rows.length, text)
      return { text, values: valuesOf(rows, text.columns) }
    },
  })

  function build(trx: Kysely<Database>, rows: readonly Database[Table][]): InsertText<Output> {
    const insert = trx.insertInto(table).values(rows as never) // every column of the table is given
    const built: Compilable = finish ? finish(insert) : insert
    return { sql: built.compile().sql, columns: Object.keys(rows[0] ?? {}) }
  }
}

/** In the order in which Kysely numbers parameters: row by row, columns as the first row names them. */
function valuesOf<Row extends object>(rows: readonly Row[], columns: readonly string[]): unknown[] {
  const values: unknown[] = []
  for (const row of rows) for (const column of columns) values.push(row[column as keyof Row])
  return values
}
