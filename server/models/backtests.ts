import type { Kysely } from 'kysely'
import { keepTasks } from '../background/keep-tasks.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { draftOf, type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import type { ModelBacktestTable } from '../store/model-tables.ts'
import type { ReadJob, ReadOptions } from '../store/read-worker.ts'
import type { Database } from '../store/schema.ts'
import type { BacktestInput, BacktestProgress } from './backtest-job.ts'
import type { BacktestReport, BacktestSpec } from './backtest-types.ts'
import { chooseModel } from './choose-model.ts'

/** A backtest as a task. */
export interface Backtest {
  readonly id: string
  readonly status: 'running' | 'done' | 'failed' | 'cancelled'
  readonly spec: BacktestSpec
  readonly done: number
  readonly total: number
  /** In words; null unless it failed. */
  readonly problem: string | null
  readonly by: string
  readonly createdAt: number
}

type BacktestDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'log'>

const job: ReadJob<BacktestInput, BacktestReport, BacktestProgress> = {
  module: new URL('./backtest-job.ts', import.meta.url),
}

/** Reports kept a flow. */
const KEPT = 20

const tasks = keepTasks({
  table: 'model_backtests',
  name: 'backtest',
  trouble: 'a backtest failed',
  // The thread takes them one after another.
  atOnce: { most: 2, per: 'workspace_id', refusal: 'Two backtests run already. Wait for one to end, or end it.' },
  kept: { newest: KEPT, per: 'flow_id' },
  silentMs: 3 * 60_000,
})

/**
 * Begins a backtest and gives its id at once; it goes on by itself. Throws ApiError `not_found` for a model there is none
 * of, `conflict` when two run already or the flow is not live.
 */
export async function startBacktest(
  deps: BacktestDeps,
  { workspaceId, flowId, spec, by }: FlowKey & { readonly spec: BacktestSpec; readonly by: string },
): Promise<{ readonly backtest: Backtest; readonly finished: Promise<void> }> {
  const { db } = deps.store
  const row = await loadFlowRow(db, { workspaceId, flowId })
  const base = await chooseModel(db, row, spec.base)
  const candidate = await chooseModel(db, row, spec.candidate)
  const task: ModelBacktestTable = {
    workspace_id: workspaceId,
    id: deps.newId(),
    flow_id: flowId,
    status: 'running',
    spec_json: JSON.stringify(spec),
    done: 0,
    total: 0,
    report_json: null,
    problem: null,
    user_name: by,
    candidate_revision: candidate.revision,
    created_at: deps.now(),
    updated_at: deps.now(),
  }
  await tasks.begin(deps, task)
  const input = { workspaceId, flowId, flow: draftOf(row).flow, spec, base, candidate }
  const finished = tasks.run(deps, task, doing => compare(deps, input, doing))
  return { backtest: toBacktest(task, deps.now()), finished }
}

/** Backtests of a flow, the newest first, without their reports. */
export async function loadBacktests(
  db: Kysely<Database>,
  { workspaceId, flowId, now }: FlowKey & { readonly now: number },
): Promise<Backtest[]> {
  const rows = await db
    .selectFrom('model_backtests')
    .select(['workspace_id', 'id', 'flow_id', 'status', 'spec_json', 'done', 'total', 'problem'])
    .select(['user_name', 'created_at', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('id', 'desc')
    .limit(KEPT)
    .execute()
  return rows.map(row => toBacktest(row, now))
}

/** One with its report, null until it is done. Throws ApiError `not_found`. */
export async function loadBacktest(
  db: Kysely<Database>,
  { workspaceId, flowId, backtestId, now }: FlowKey & { readonly backtestId: string; readonly now: number },
): Promise<{ readonly backtest: Backtest; readonly report: BacktestReport | null }> {
  const row = await db
    .selectFrom('model_backtests')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('id', '=', backtestId)
    .executeTakeFirst()
  if (!row) throw new ApiError('not_found')
  const report = row.report_json === null ? null : (JSON.parse(row.report_json) as BacktestReport) // written by `compare` only
  return { backtest: toBacktest(row, now), report }
}

/** Breaks a backtest off; one that is over stays as it is. Throws ApiError `not_found`. */
export async function cancelBacktest(
  deps: BacktestDeps,
  key: FlowKey & { readonly backtestId: string },
): Promise<void> {
  await loadBacktest(deps.store.db, { ...key, now: deps.now() })
  await tasks.cancel(deps, { workspace_id: key.workspaceId, id: key.backtestId })
}

/** What the task's row says once it is done. */
async function compare(
  { store }: BacktestDeps,
  input: BacktestInput,
  doing: ReadOptions<BacktestProgress>,
): Promise<Partial<ModelBacktestTable>> {
  const report = await store.read(job, input, doing)
  return { done: report.leads, total: report.leads, report_json: JSON.stringify(report) }
}

function toBacktest(row: Omit<ModelBacktestTable, 'report_json' | 'candidate_revision'>, now: number): Backtest {
  return {
    ...tasks.standing(row, now),
    id: row.id,
    spec: JSON.parse(row.spec_json) as BacktestSpec, // written by `startBacktest` only
    by: row.user_name,
    createdAt: row.created_at,
  }
}
