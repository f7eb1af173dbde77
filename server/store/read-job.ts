import type { Kysely } from 'kysely'
import type { Database } from './schema.ts'

/** What a job on the reading thread works with. */
export interface Reading<Progress = unknown> {
  /** Reads only: the database refuses writes. Each query sees what is committed when it runs. */
  readonly db: Kysely<Database>
  readonly tell: (progress: Progress) => void
  /** Aborted when nobody waits for the result any more: look at it between batches. */
  readonly signal: AbortSignal
}

/** The export `run` of a module that `store.read` is given. Throw to fail; the caller gets the message and the code. */
export type ReadJobRun<Input, Output, Progress = unknown> = (
  reading: Reading<Progress>,
  input: Input,
) => Promise<Output>
