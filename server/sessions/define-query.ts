import { type Compilable, CompiledQuery, type Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

interface Text {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/**
 * A query whose SQL is built once, for those that run with every answer: building one takes longer than running it.
 * `build` gets stand-ins for the values and may only hand them on as values.
 */
export function defineQuery<Values extends Readonly<Record<string, string | number>>, Row>(
  build: (db: Kysely<Database>, values: Values) => Compilable<Row>,
): (db: Kysely<Database>, values: Values) => Promise<Row[]> {
  // By dialect: the databases write parameters in different ways.
  const texts = new WeakMap<object, Text>()

  return async (db, values) => {
    const { adapter } = db.getExecutor()
    const text = texts.get(adapter) ?? build(db, standIns as Values).compile()
    texts.set(adapter, text)
    const parameters = text.parameters.map(value => (value instanceof StandIn ? values[value.name] : value))
    const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text.sql, parameters))
    return rows
  }
}

/** Takes the place of a value while a query is built. */
class StandIn {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

const standIns: unknown = new Proxy({}, { get: (_target, name) => new StandIn(String(name)) })
