import { openStore, type Store } from '#server/store/open-store.ts'
import type { Database } from '#server/store/schema.ts'
import type { Captured } from './capture-rows.ts'
import type { DatabaseEnv } from './create-databases.ts'
import { submissionOf } from './submission.ts'

interface Expected {
  readonly captured: Readonly<Record<string, Captured>>
  /** Number of the first submission in the database, and of the first that is not. */
  readonly from: number
  readonly upTo: number
}

/** Throws unless every table holds exactly the rows of these submissions. No server may be running on the database. */
export async function checkRows({ DATABASE_URL, DATA_DIRECTORY }: DatabaseEnv, expected: Expected): Promise<void> {
  const store = await openStore({ databaseUrl: DATABASE_URL, dataDirectory: DATA_DIRECTORY })
  try {
    for (const [table, rows] of countExpected(expected)) {
      const found = await countFound(store, table)
      if (found !== rows) throw new Error(`${table} holds ${found} rows of ${rows} that were acknowledged.`)
    }
  } finally {
    await store.close()
  }
}

function countExpected({ captured, from, upTo }: Expected): Map<keyof Database, number> {
  const counts = new Map<keyof Database, number>()
  for (let n = from; n < upTo; n += 1) {
    for (const { table, rows } of captured[submissionOf(n).visit.name]?.tables ?? []) {
      counts.set(table, (counts.get(table) ?? 0) + rows.length)
    }
  }
  return counts
}

async function countFound({ db }: Store, table: keyof Database): Promise<number> {
  // Counters have a row a person, which says how many submissions have written to it.
  const counted =
    table === 'routing_counters'
      ? db.selectFrom(table).select(eb => eb.fn.sum('assigned').as('rows'))
      : db.selectFrom(table).select(eb => eb.fn.countAll().as('rows'))
  const { rows } = await counted.executeTakeFirstOrThrow()
  return Number(rows)
}
