import type { CompiledQuery, Kysely } from 'kysely'
import type { ReadQuery } from './query-job.ts'
import type { ReadJob, ReadWorker } from './read-worker.ts'
import type { Database } from './schema.ts'
import { createKysely } from './sqlite-dialect.ts'
import { StoreMisusedError } from './store-errors.ts'
import type { UnitScope } from './unit-scope.ts'

const job: ReadJob<ReadQuery, readonly unknown[]> = { module: new URL('./query-job.ts', import.meta.url) }

interface Parts {
  /** The connection of everything else. */
  readonly db: Kysely<Database>
  readonly reader: ReadWorker
  readonly scope: UnitScope
  /** Whether a query over many rows takes long by now; asked before each. */
  readonly isLarge: () => boolean
}

/**
 * Kysely for queries over many rows: of a large database each runs on the reader's thread, so that no list somebody opens
 * holds up an answer of a visitor; of a small one on the only connection, which is quicker than a way to a thread and back.
 */
export function createReportsKysely({ db, reader, scope, isLarge }: Parts): Kysely<Database> {
  const refuse = async () => {
    throw new StoreMisusedError('Reports only read.')
  }
  return createKysely({
    async acquireConnection() {
      scope.assertOutside('store.reports was used')
      return {
        async executeQuery<Row>(query: CompiledQuery) {
          if (!isLarge()) return await db.executeQuery<Row>(query)
          const { sql, parameters } = query
          const rows = await reader.run(job, { sql, parameters })
          return { rows: rows as Row[] } // the query builder's promise
        },
        streamQuery(): never {
          throw new Error('Read in pages: a stream would hold the thread.')
        },
      }
    },
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    async releaseConnection() {},
  })
}
