import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import type { TaskColumns } from '../store/task-columns.ts'

/** Tables whose rows are tasks. */
export type TaskTable = 'model_backtests' | 'learning_reports'

export type TaskKey = Pick<TaskColumns, 'workspace_id' | 'id'>

export interface TaskRowRules {
  readonly table: TaskTable
  /** Running beside each other at most, and what is said to those who want more. */
  readonly atOnce: { readonly most: number; readonly per: Whose; readonly refusal: string }
  /** The newest rows that are kept, besides those with something in the column `pinned`. */
  readonly kept: { readonly newest: number; readonly per: Whose; readonly pinned?: 'published_at' }
  /** A task that gave no sign of life for this long went down with its server. */
  readonly silentMs: number
}

/** Whose tasks stand beside each other. */
type Whose = 'workspace_id' | 'flow_id'
type TaskRow = Database[TaskTable]

/** Stores a task that is about to run and forgets the oldest. Throws ApiError `conflict` when as many run as may. */
export async function insertTask(store: Deps['store'], rules: TaskRowRules, row: TaskRow): Promise<void> {
  await store.write(async trx => {
    await refuseCrowd(trx, rules, row)
    await trx.insertInto(rules.table).values(row).execute()
    await forgetOld(trx, rules, row)
  })
}

interface Settled {
  readonly table: TaskTable
  readonly task: TaskKey
  readonly values: Partial<TaskRow>
}

/** Writes what is new of a task, only while it runs: what was cancelled stays cancelled. */
export async function settleTask(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { table, task, values }: Settled,
): Promise<void> {
  await store.write(trx =>
    trx
      .updateTable(table)
      .set({ ...values, updated_at: now() })
      .where('workspace_id', '=', task.workspace_id)
      .where('id', '=', task.id)
      .where('status', '=', 'running')
      .execute(),
  )
}

async function refuseCrowd(trx: Kysely<Database>, rules: TaskRowRules, row: TaskRow): Promise<void> {
  const { most, per, refusal } = rules.atOnce
  const others = await trx
    .selectFrom(rules.table)
    .select(eb => eb.fn.countAll().as('count'))
    .where('workspace_id', '=', row.workspace_id)
    .where(per, '=', row[per])
    .where('status', '=', 'running')
    .where('updated_at', '>', row.created_at - rules.silentMs)
    .executeTakeFirst()
  if (Number(others?.count ?? 0) >= most) throw new ApiError('conflict', { detail: refusal })
}

async function forgetOld(trx: Kysely<Database>, rules: TaskRowRules, row: TaskRow): Promise<void> {
  const { newest, per, pinned } = rules.kept
  const kept = await trx
    .selectFrom(rules.table)
    .select('id')
    .where('workspace_id', '=', row.workspace_id)
    .where(per, '=', row[per])
    .orderBy('id', 'desc')
    .limit(newest)
    .execute()
  const oldest = kept.at(-1)?.id
  if (kept.length < newest || oldest === undefined) return
  const old = trx
    .deleteFrom(rules.table)
    .where('workspace_id', '=', row.workspace_id)
    .where(per, '=', row[per])
    .where('id', '<', oldest)
  await (pinned ? old.where(pinned, 'is', null) : old).execute()
}
