import { clearTimeout, setTimeout } from 'node:timers'
import { ENOUGH } from './build-report.ts'
import { type LearningDeps, startLearning } from './learning-reports.ts'
import type { LearningSpec } from './report-types.ts'

export interface LearningSchedule {
  /** Begins nothing new. What is under way ends with the store, and is said to have broken off. */
  stop(): void
  /** Learns wherever it is due; resolves with how many flows were learnt from. */
  runOnce(): Promise<number>
}

const POLL_MS = 60 * 60_000
const MONTH_MS = 30 * 86_400_000
/** How far back it looks. */
const YEARS_MS = 2 * 365 * 86_400_000

/** What is learnt unless somebody asks for something else: who got as far as SQL, over two years. */
export function usualSpec(now: number): LearningSpec {
  return { target: 'sql', since: now - YEARS_MS, until: now, matureDays: null }
}

/**
 * Learns once a month from each live flow with enough verdicts or outcomes, so that a report is there when the points are
 * reviewed. It changes no score: only a person takes points over or publishes a prediction. Of several servers on one
 * database the first to begin does it.
 */
export function startLearningSchedule(
  deps: LearningDeps,
  { poll = POLL_MS }: { readonly poll?: number } = {},
): LearningSchedule {
  let running: Promise<number> | undefined
  let stopping = false

  function run(): Promise<number> {
    running ??= learnDue(deps, () => stopping).finally(() => {
      running = undefined
    })
    return running
  }

  let timer = setTimeout(tick, poll).unref()
  function tick(): void {
    run().catch(error => deps.log.warn({ err: error }, 'the monthly learning could not begin'))
    timer = setTimeout(tick, poll).unref()
  }

  return {
    stop() {
      stopping = true
      clearTimeout(timer)
    },
    runOnce: run,
  }
}

async function learnDue(deps: LearningDeps, stopping: () => boolean): Promise<number> {
  const { db } = deps.store
  const flows = await db
    .selectFrom('flows')
    .select(['workspace_id', 'id'])
    .where('live_release_id', 'is not', null)
    .execute()
  let learnt = 0
  for (const { workspace_id: workspaceId, id: flowId } of flows) {
    if (stopping()) break
    if (!(await isDue(deps, { workspaceId, flowId }))) continue
    try {
      const { finished } = await startLearning(deps, {
        workspaceId,
        flowId,
        spec: usualSpec(deps.now()),
        by: 'schedule',
      })
      await finished
      learnt += 1
    } catch (error) {
      deps.log.info({ err: error, flow: flowId }, 'the monthly learning of a flow was left out')
    }
  }
  return learnt
}

async function isDue(
  { store, now }: LearningDeps,
  { workspaceId, flowId }: { readonly workspaceId: string; readonly flowId: string },
): Promise<boolean> {
  const newest = await store.db
    .selectFrom('learning_reports')
    .select('created_at')
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (newest && now() - newest.created_at < MONTH_MS) return false
  const decided = await store.db
    .selectFrom('leads')
    .select(eb => eb.fn.countAll().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('stage', 'in', ['sql', 'opportunity', 'customer', 'disqualified', 'recycled'])
    .executeTakeFirst()
  return Number(decided?.count ?? 0) >= ENOUGH
}
