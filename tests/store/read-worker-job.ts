import { setImmediate as turn } from 'node:timers/promises'
import { threadId } from 'node:worker_threads'
import type { ReadJobRun } from '#server/store/read-job.ts'

export type Asked =
  | { readonly kind: 'count' | 'write' | 'fail' | 'exit' | 'endless' }
  | { readonly kind: 'block'; readonly gate: SharedArrayBuffer }

export interface Told {
  readonly leads: number
  readonly thread: number
}

/** The job of the tests of long reads. */
export const run: ReadJobRun<Asked, Told, string> = async ({ db, tell, signal }, asked) => {
  tell('counting')
  if (asked.kind === 'fail') throw Object.assign(new Error('There is nothing to read.'), { code: 'nothing' })
  if (asked.kind === 'exit') process.exit(1)
  if (asked.kind === 'write') await db.insertInto('workspaces').values({ id: 'w', name: 'W', created_at: 0 }).execute()
  if (asked.kind === 'block') Atomics.wait(new Int32Array(asked.gate), 0, 0)
  while (asked.kind === 'endless' && !signal.aborted) await turn()
  const row = await db
    .selectFrom('leads')
    .select(eb => eb.fn.countAll().as('leads'))
    .executeTakeFirstOrThrow()
  return { leads: Number(row.leads), thread: threadId }
}
