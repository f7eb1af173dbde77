import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { draftOf, type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import type { ModelBacktestTable } from '../store/model-tables.ts'
import type { ReadJob } from '../store/read-worker.ts'
import type { Database } from '../store/schema.ts'
import { StoreUnavailableError } from '../store/store-errors.ts'
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

/** Running at once in a workspace; the thread takes them one after another. */
const AT_ONCE = 2
/** Reports kept a flow. */
const KEPT = 20
/** A task that gave no sign of life for this long went down with its server. */
const SILENT_MS = 3 * 60_000
/** Progress is stored this often at most. */
const TELL_MS = 1_000

// Of this process: others see a cancelled task's row and let it be.
const running = new Map<string, AbortController>()

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
    created_at: deps.now(),
    updated_at: deps.now(),
  }
  await deps.store.write(async trx => {
    const others = await trx
      .selectFrom('model_backtests')
      .select(eb => eb.fn.countAll().as('count'))
      .where('workspace_id', '=', workspaceId)
      .where('status', '=', 'running')
      .where('updated_at', '>', deps.now() - SILENT_MS)
      .executeTakeFirst()
    if (Number(others?.count ?? 0) >= AT_ONCE) {
      throw new ApiError('conflict', { detail: 'Two backtests run already. Wait for one to end, or end it.' })
    }
    await trx.insertInto('model_backtests').values(task).execute()
    await forgetOld(trx, { workspaceId, flowId })
  })
  const input = { workspaceId, flowId, flow: draftOf(row).flow, spec, base, candidate }
  return { backtest: toBacktest(task, deps.now()), finished: run(deps, task, input) }
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
  const report = row.report_json === null ? null : (JSON.parse(row.report_json) as BacktestReport) // written by `run` only
  return { backtest: toBacktest(row, now), report }
}

/** Breaks a backtest off; one that is over stays as it is. Throws ApiError `not_found`. */
export async function cancelBacktest(
  deps: BacktestDeps,
  key: FlowKey & { readonly backtestId: string },
): Promise<void> {
  await loadBacktest(deps.store.db, { ...key, now: deps.now() })
  await settle(deps, { workspace_id: key.workspaceId, id: key.backtestId }, { status: 'cancelled' })
  running.get(key.backtestId)?.abort(new Error('Cancelled.'))
}

async function run(deps: BacktestDeps, task: ModelBacktestTable, input: BacktestInput): Promise<void> {
  const controller = new AbortController()
  running.set(task.id, controller)
  let told = Number.NEGATIVE_INFINITY
  let telling: Promise<unknown> = Promise.resolve()
  const onProgress = (progress: BacktestProgress) => {
    if (performance.now() - told < TELL_MS) return
    told = performance.now()
    telling = settle(deps, task, progress).catch(() => {}) // the next one tells again
  }
  try {
    const report = await deps.store.read(job, input, { onProgress, signal: controller.signal })
    await telling
    const { leads } = report
    await settle(deps, task, { status: 'done', done: leads, total: leads, report_json: JSON.stringify(report) })
  } catch (error) {
    await telling
    // Cancelled, or the server stops: then its silence tells.
    if (controller.signal.aborted || error instanceof StoreUnavailableError) return
    deps.log.error({ err: error, backtest: task.id }, 'a backtest failed')
    const problem = 'It broke off. Run it again; if it breaks off again, look at the server’s log.'
    await settle(deps, task, { status: 'failed', problem }).catch(() => {}) // the store is gone: silence tells it
  } finally {
    running.delete(task.id)
  }
}

type Settled = Partial<Pick<ModelBacktestTable, 'status' | 'done' | 'total' | 'report_json' | 'problem'>>

/** Only while it runs: what was cancelled stays cancelled. */
async function settle(
  { store, now }: BacktestDeps,
  { workspace_id, id }: Pick<ModelBacktestTable, 'workspace_id' | 'id'>,
  values: Settled,
): Promise<void> {
  await store.write(trx =>
    trx
      .updateTable('model_backtests')
      .set({ ...values, updated_at: now() })
      .where('workspace_id', '=', workspace_id)
      .where('id', '=', id)
      .where('status', '=', 'running')
      .execute(),
  )
}

async function forgetOld(trx: Kysely<Database>, { workspaceId, flowId }: FlowKey): Promise<void> {
  const kept = await trx
    .selectFrom('model_backtests')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('id', 'desc')
    .limit(KEPT)
    .execute()
  const oldest = kept.at(-1)?.id
  if (kept.length < KEPT || oldest === undefined) return
  await trx
    .deleteFrom('model_backtests')
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('id', '<', oldest)
    .execute()
}

function toBacktest(row: Omit<ModelBacktestTable, 'report_json'>, now: number): Backtest {
  const silent = row.status === 'running' && now - row.updated_at > SILENT_MS
  return {
    id: row.id,
    status: silent ? 'failed' : row.status,
    spec: JSON.parse(row.spec_json) as BacktestSpec, // written by `startBacktest` only
    done: row.done,
    total: row.total,
    problem: silent ? 'The server stopped while it ran. Run it again.' : row.problem,
    by: row.user_name,
    createdAt: row.created_at,
  }
}
