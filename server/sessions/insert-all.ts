import { CompiledQuery, type Kysely, PostgresAdapter } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { NewRows, PreparedInsert } from './define-insert.ts'
import { createLruMap } from './lru-map.ts'

/** Statements made of several, by their parts. */
const TOGETHER = 500

const together = createLruMap<string, string>(TOGETHER)

/**
 * Brings rows into their tables and gives back what the first insert returns. On Postgres all of it is one statement: a
 * way to the database and back costs more than most of these inserts.
 */
export async function insertAll<Output>(
  trx: Kysely<Database>,
  first: NewRows<Output>,
  others: readonly NewRows[] = [],
): Promise<readonly Output[]> {
  const filled = others.filter(insert => insert.count > 0).map(insert => insert.prepare(trx))
  if (first.count === 0) {
    for (const insert of filled) await run(trx, insert)
    return []
  }
  const main = first.prepare(trx)
  if (trx.getExecutor().adapter instanceof PostgresAdapter) return await run(trx, merge(main, filled))
  const output = await run(trx, main)
  for (const insert of filled) await run(trx, insert)
  return output
}

async function run<Output>(trx: Kysely<Database>, { text, values }: PreparedInsert<Output>): Promise<Output[]> {
  const { rows } = await trx.executeQuery<Output>(CompiledQuery.raw(text.sql, [...values]))
  return rows
}

/** One statement: all but the main insert as `with` parts, which Postgres runs whether or not anybody reads them. */
function merge<Output>(main: PreparedInsert<Output>, others: readonly PreparedInsert[]): PreparedInsert<Output> {
  const parts = [...others, main]
  const name = parts.map(part => part.text.sql).join('\n')
  const sql = together.get(name) ?? mergeTexts(parts)
  together.set(name, sql)
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
