import { CompiledQuery } from 'kysely'
import type { ReadJobRun } from './read-job.ts'

/** A query as Kysely made it. */
export interface ReadQuery {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** One query on the reading thread; gives back its rows. */
export const run: ReadJobRun<ReadQuery, readonly unknown[]> = async ({ db }, { sql, parameters }) => {
  const { rows } = await db.executeQuery(CompiledQuery.raw(sql, [...parameters]))
  return rows
}
