import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { StorageFullError, StoreBusyError, StoreUnavailableError } from '../store/store-errors.ts'

/** Tables whose rows wait to be looked at, each once. */
export type QueueTable = 'lead_changes' | 'lead_hand_overs'

/** A row that waits, and how often it failed. */
export type Waiting = Pick<Database[QueueTable], 'workspace_id' | 'id' | 'attempts'>

export interface Queue {
  readonly table: QueueTable
  /** Does one in a unit of its own that removes its row, and nothing when another server was faster. */
  take(row: Waiting): Promise<void>
  /** Instead of just removing a row that failed for the last time. Removes it in the same unit as what else is to be done. */
  giveUp?(row: Waiting): Promise<void>
  /** Names a row's id in the log. */
  readonly name: string
  /** What the log says when one fails. */
  readonly trouble: string
}

export type QueueDeps = Pick<Deps, 'store' | 'log' | 'now'>

const AT_ONCE = 50
const MOST_ATTEMPTS = 5
const RETRY_MS = 30_000

/**
 * Takes what is due, one at a time, until nothing is or `stopping`; resolves with how many were looked at. What fails is tried
 * again later, so that it does not hold up the others, and given up after five attempts; a busy or missing store counts as none.
 */
export async function takeDue(deps: QueueDeps, queue: Queue, stopping: () => boolean): Promise<number> {
  let taken = 0
  for (;;) {
    const due = await findDue(deps, queue)
    if (due.length === 0) return taken
    for (const row of due) {
      if (stopping()) return taken
      await takeOne(deps, queue, row)
      taken += 1
    }
  }
}

/** A row that is done with, or given up. */
export async function removeWaiting(
  trx: Kysely<Database>,
  table: QueueTable,
  { workspace_id, id }: Pick<Waiting, 'workspace_id' | 'id'>,
): Promise<void> {
  await trx.deleteFrom(table).where('workspace_id', '=', workspace_id).where('id', '=', id).execute()
}

async function findDue({ store, now }: QueueDeps, { table }: Queue): Promise<Waiting[]> {
  return await store.db
    .selectFrom(table)
    .select(['workspace_id', 'id', 'attempts'])
    .where('next_at', '<=', now())
    .orderBy('next_at')
    .orderBy('id')
    .limit(AT_ONCE)
    .execute()
}

async function takeOne(deps: QueueDeps, queue: Queue, row: Waiting): Promise<void> {
  try {
    await queue.take(row)
  } catch (error) {
    deps.log.error({ err: error, [queue.name]: row.id }, queue.trouble)
    const attempts = isOfTheStore(error) ? row.attempts : row.attempts + 1
    if (attempts < MOST_ATTEMPTS) await postpone(deps, queue, { ...row, attempts })
    else await giveUp(deps, queue, row)
  }
}

/** Says nothing about the row: sooner or later the store is well again. */
function isOfTheStore(error: unknown): boolean {
  return error instanceof StoreBusyError || error instanceof StoreUnavailableError || error instanceof StorageFullError
}

async function postpone({ store, now }: QueueDeps, { table }: Queue, row: Waiting): Promise<void> {
  const { workspace_id, id, attempts } = row
  await store.write(trx =>
    trx
      .updateTable(table)
      .set({ attempts, next_at: now() + RETRY_MS })
      .where('workspace_id', '=', workspace_id)
      .where('id', '=', id)
      .execute(),
  )
}

async function giveUp(deps: QueueDeps, queue: Queue, row: Waiting): Promise<void> {
  try {
    await queue.giveUp?.(row)
  } catch (error) {
    // What could not be done five times may be what breaks this too: the row goes all the same.
    deps.log.error({ err: error, [queue.name]: row.id }, queue.trouble)
    if (isOfTheStore(error)) throw error
  }
  await deps.store.write(trx => removeWaiting(trx, queue.table, row))
}
