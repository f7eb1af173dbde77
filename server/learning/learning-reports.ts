import type { Kysely } from 'kysely'
import { keepTasks } from '../background/keep-tasks.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { draftOf, type FlowKey, type FlowRow, loadFlowRow } from '../publishing/flow-row.ts'
import { loadRelease } from '../publishing/live.ts'
import { revisionId } from '../publishing/revision-id.ts'
import type { LearningReportTable } from '../store/learning-tables.ts'
import type { ReadJob, ReadOptions } from '../store/read-worker.ts'
import type { Database } from '../store/schema.ts'
import type { Learner } from './collect-leads.ts'
import type { LearningInput, LearningOutput, LearningProgress } from './learning-job.ts'
import type { LearningReport, LearningSpec } from './report-types.ts'

/** Learning as a task. */
export interface Learning {
  readonly id: string
  readonly status: 'running' | 'done' | 'failed'
  readonly spec: LearningSpec
  readonly done: number
  readonly total: number
  /** In words; null unless it failed. */
  readonly problem: string | null
  /** Name of the person who asked for it; `schedule` for the monthly one. */
  readonly by: string
  readonly createdAt: number
  /** Since when lead cards show its prediction, and who decided so; null = they do not. */
  readonly published: { readonly at: number; readonly by: string } | null
  /** Whether it learnt enough to predict. */
  readonly predicts: boolean
}

export type LearningDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'log'>

const job: ReadJob<LearningInput, LearningOutput, LearningProgress> = {
  module: new URL('./learning-job.ts', import.meta.url),
}

/** Reports kept a flow; what is published is kept besides. */
const KEPT = 12

const tasks = keepTasks({
  table: 'learning_reports',
  name: 'learning',
  trouble: 'learning from outcomes failed',
  atOnce: { most: 1, per: 'flow_id', refusal: 'This flow’s outcomes are being read already.' },
  kept: { newest: KEPT, per: 'flow_id', pinned: 'published_at' },
  silentMs: 10 * 60_000,
})

/**
 * Begins to learn from a flow's past leads and gives the task at once; it goes on by itself on the reading thread. Compares
 * with the live model, or the draft where none is live. Throws ApiError `not_found`, `conflict` while one runs on the flow.
 */
export async function startLearning(
  deps: LearningDeps,
  { workspaceId, flowId, spec, by }: FlowKey & { readonly spec: LearningSpec; readonly by: string },
): Promise<{ readonly learning: Learning; readonly finished: Promise<void> }> {
  const row = await loadFlowRow(deps.store.db, { workspaceId, flowId })
  const learner = await presentModel(deps.store.db, row)
  const now = deps.now()
  const task: LearningReportTable = {
    workspace_id: workspaceId,
    id: deps.newId(),
    flow_id: flowId,
    status: 'running',
    spec_json: JSON.stringify(spec),
    done: 0,
    total: 0,
    report_json: null,
    predictor_json: null,
    problem: null,
    user_name: by,
    created_at: now,
    updated_at: now,
    published_at: null,
    published_by: null,
  }
  await tasks.begin(deps, task)
  const input = { workspaceId, flowId, flow: draftOf(row).flow, learner, spec }
  const finished = tasks.run(deps, task, doing => learn(deps, input, doing))
  return { learning: toLearning({ ...task, predicts: 0 }, now), finished }
}

/** Reports of a flow, the newest first, without what they say. */
export async function loadLearnings(
  db: Kysely<Database>,
  { workspaceId, flowId, now }: FlowKey & { readonly now: number },
): Promise<Learning[]> {
  const rows = await listed(db, { workspaceId, flowId }).orderBy('id', 'desc').limit(KEPT).execute()
  return rows.map(row => toLearning(row, now))
}

/** One with what it says, null until it is done. Throws ApiError `not_found`. */
export async function loadLearning(
  db: Kysely<Database>,
  { workspaceId, flowId, learningId, now }: FlowKey & { readonly learningId: string; readonly now: number },
): Promise<{ readonly learning: Learning; readonly report: LearningReport | null }> {
  const row = await listed(db, { workspaceId, flowId })
    .select('report_json')
    .where('id', '=', learningId)
    .executeTakeFirst()
  if (!row) throw new ApiError('not_found')
  const report = row.report_json === null ? null : (JSON.parse(row.report_json) as LearningReport) // written by `learn` only
  return { learning: toLearning(row, now), report }
}

/**
 * Lets lead cards show what this report predicts, in the place of any other of the flow; or, with `on` false, no longer.
 * Throws ApiError `not_found`, `conflict` for one that cannot predict.
 */
export async function publishLearning(
  deps: LearningDeps,
  { workspaceId, flowId, learningId, by, on }: FlowKey & PublishWish,
): Promise<void> {
  const { learning } = await loadLearning(deps.store.db, { workspaceId, flowId, learningId, now: deps.now() })
  if (on && !learning.predicts) {
    throw new ApiError('conflict', { detail: 'Too few outcomes are known for this report to predict anything.' })
  }
  await deps.store.write(async trx => {
    const reports = () =>
      trx.updateTable('learning_reports').where('workspace_id', '=', workspaceId).where('flow_id', '=', flowId)
    await reports().set({ published_at: null, published_by: null }).where('published_at', 'is not', null).execute()
    if (on) await reports().set({ published_at: deps.now(), published_by: by }).where('id', '=', learningId).execute()
  })
}

interface PublishWish {
  readonly learningId: string
  readonly by: string
  readonly on: boolean
}

async function presentModel(db: Kysely<Database>, row: FlowRow): Promise<Learner> {
  const live = row.live_release_id ? await loadRelease(db, row.workspace_id, row.live_release_id) : null
  if (live) return { model: live.model, revision: live.modelRevision }
  const { model } = draftOf(row)
  return { model, revision: revisionId(model) }
}

/** What the task's row says once it is done. */
async function learn(
  { store }: LearningDeps,
  input: LearningInput,
  doing: ReadOptions<LearningProgress>,
): Promise<Partial<LearningReportTable>> {
  const { report, predictor } = await store.read(job, input, doing)
  const done = report.counts.leads + report.counts.disqualified
  return {
    done,
    total: done,
    report_json: JSON.stringify(report),
    predictor_json: predictor && JSON.stringify(predictor),
  }
}

function listed(db: Kysely<Database>, { workspaceId, flowId }: FlowKey) {
  return db
    .selectFrom('learning_reports')
    .select(['id', 'status', 'spec_json', 'done', 'total', 'problem', 'user_name', 'created_at', 'updated_at'])
    .select(['published_at', 'published_by'])
    .select(eb => eb.case().when('predictor_json', 'is', null).then(0).else(1).end().as('predicts'))
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
}

type ListedRow = Omit<LearningReportTable, 'workspace_id' | 'flow_id' | 'report_json' | 'predictor_json'> & {
  readonly predicts: number
}

function toLearning(row: ListedRow, now: number): Learning {
  return {
    ...tasks.standing(row, now),
    id: row.id,
    spec: JSON.parse(row.spec_json) as LearningSpec, // written by `startLearning` only
    by: row.user_name,
    createdAt: row.created_at,
    published: row.published_at === null ? null : { at: row.published_at, by: row.published_by ?? '' },
    predicts: row.predicts === 1,
  }
}
