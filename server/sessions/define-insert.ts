import { type Compilable, CompiledQuery, type InsertQueryBuilder, type InsertResult, type Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

type Insert<Table extends keyof Database, Output> = InsertQueryBuilder<Database, Table, Output>

interface Text {
  readonly sql: string
  readonly columns: readonly string[]
}

/**
 * An insert of rows that all have the same columns. Its SQL is built once for each number of rows: building that of a
 * conversation's events took longer than running it. `finish` adds clauses without values of their own (`on conflict`,
 * `returning`). The function it gives back resolves with what `returning` returns.
 */
export function defineInsert<Table extends keyof Database, Output = InsertResult>(
  table: Table,
  finish?: (insert: Insert<Table, InsertResult>) => Insert<Table, Output>,
): (trx: Kysely<Database>, rows: readonly Database[Table][]) => Promise<Output[]> {
  // By dialect: the databases write parameters in different ways.
  const texts = new WeakMap<object, Map<number, Text>>()

  return async (trx, rows) => {
    const [first] = rows
    if (first === undefined) return []
    const { adapter } = trx.getExecutor()
    const known = texts.get(adapter) ?? new Map<number, Text>()
    texts.set(adapter, known)
    const text = known.get(rows.length) ?? compile(trx, rows)
    known.set(rows.length, text)
    const { rows: returned } = await trx.executeQuery<Output>(CompiledQuery.raw(text.sql, valuesOf(rows, text.columns)))
    return returned
  }

  function compile(trx: Kysely<Database>, rows: readonly Database[Table][]): Text {
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
