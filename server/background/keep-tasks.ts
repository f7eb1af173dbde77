import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { StoreUnavailableError } from '../store/store-errors.ts'
import type { TaskColumns } from '../store/task-columns.ts'
import { insertTask, settleTask, type TaskKey, type TaskRowRules, type TaskTable } from './task-rows.ts'

/** Long work that goes on when its page is left. Each task is a row that tells how far it is and what came of it. */
export interface Tasks<Row extends TaskColumns> {
  /** Stores a task that is about to run and forgets the oldest. Throws ApiError `conflict` when as many run as may. */
  begin(deps: TaskDeps, row: Row): Promise<void>
  /**
   * Does the work of a task that was begun and stores the columns it returns, or in words that it broke off. Never rejects
   * for what the work does. What was cancelled, or goes down with its server, stays as it is.
   */
  run(deps: TaskDeps, task: TaskKey, work: TaskWork<Row>): Promise<void>
  /** Breaks a task off; one that is over stays as it is. */
  cancel(deps: TaskDeps, task: TaskKey): Promise<void>
  /** How a task stands by `now`: one that has been silent for long went down with its server. */
  standing<Kept extends Standing>(row: Kept, now: number): Pick<Kept, 'status' | 'done' | 'total' | 'problem'>
}

export type TaskDeps = Pick<Deps, 'store' | 'now' | 'log'>

/** `onProgress` may be called as often as one likes; `signal` aborts when the task is cancelled in this process. */
export type TaskWork<Row> = (doing: {
  readonly onProgress: (progress: Progress) => void
  readonly signal: AbortSignal
}) => Promise<Partial<Row>>

export interface TaskRules<Table extends TaskTable> extends TaskRowRules {
  readonly table: Table
  readonly kept: TaskRowRules['kept'] & { readonly pinned?: keyof Database[Table] }
  /** Names a task's id in the log. */
  readonly name: string
  /** What the log says when one breaks off. */
  readonly trouble: string
}

type Progress = Pick<TaskColumns, 'done' | 'total'>
type Standing = Pick<TaskColumns, 'status' | 'done' | 'total' | 'problem' | 'updated_at'>

/** Progress is stored this often at most. */
const TELL_MS = 1_000

/** Keeps the tasks of one table. Make one keeper a table and process: it knows what runs. */
export function keepTasks<Table extends TaskTable>(rules: TaskRules<Table>): Tasks<Database[Table]> {
  const { table, name, trouble, silentMs } = rules
  // Of this process: others see a cancelled task's row and let it be.
  const running = new Map<string, AbortController>()

  return {
    begin: ({ store }, row) => insertTask(store, rules, row),

    async run(deps, task, work) {
      const controller = new AbortController()
      const { signal } = controller
      running.set(task.id, controller)
      const teller = tellNowAndThen(progress => settleTask(deps, { table, task, values: progress }))
      try {
        const result = await work({ onProgress: teller.tell, signal })
        await teller.told()
        await settleTask(deps, { table, task, values: { ...result, status: 'done' } })
      } catch (error) {
        await teller.told()
        // Cancelled, or the server stops: then its silence tells.
        if (signal.aborted || error instanceof StoreUnavailableError) return
        deps.log.error({ err: error, [name]: task.id }, trouble)
        const problem = 'It broke off. Run it again; if it breaks off again, look at the server’s log.'
        const failed = { table, task, values: { status: 'failed', problem } } as const
        await settleTask(deps, failed).catch(() => {}) // the store is gone: silence tells it
      } finally {
        running.delete(task.id)
      }
    },

    async cancel(deps, task) {
      await settleTask(deps, { table, task, values: { status: 'cancelled' } })
      running.get(task.id)?.abort(new Error('Cancelled.'))
    },

    standing({ status, done, total, problem, updated_at }, now) {
      const silent = status === 'running' && now - updated_at > silentMs
      if (!silent) return { status, done, total, problem }
      return { status: 'failed', done, total, problem: 'The server stopped while it ran. Run it again.' }
    },
  }
}

/** Passes on what it is told once in a while; `told` waits for the last of it. */
function tellNowAndThen(store: (progress: Progress) => Promise<void>) {
  let at = Number.NEGATIVE_INFINITY
  let telling: Promise<void> = Promise.resolve()
  return {
    tell(progress: Progress): void {
      if (performance.now() - at < TELL_MS) return
      at = performance.now()
      telling = store(progress).catch(() => {}) // the next one tells again
    },
    told: () => telling,
  }
}
