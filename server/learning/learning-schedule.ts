import { repeat } from '../background/repeat.ts'
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

/** What is learnt unless somebody asks for something else, over two years. */
export function usualSpec(now: number, target: LearningSpec['target'] = 'sql'): LearningSpec {
  return { target, since: now - YEARS_MS, until: now, matureDays: null }
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
  const trouble = 'the monthly learning could not begin'
  const { stop, runOnce } = repeat(stopping => learnDue(deps, stopping), { log: deps.log, poll, trouble })
  // Nobody waits for it: it may take minutes.
  return { stop: () => void stop(), runOnce }
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
    const target = await dueTarget(deps, { workspaceId, flowId })
    if (!target) continue
    try {
      const spec = usualSpec(deps.now(), target)
      const { finished } = await startLearning(deps, { workspaceId, flowId, spec, by: 'schedule' })
      await finished
      learnt += 1
    } catch (error) {
      deps.log.info({ err: error, flow: flowId }, 'the monthly learning of a flow was left out')
    }
  }
  return learnt
}

/** Stages that say that sales looked at a lead; those of leads that went on to SQL come first. */
const REACHED = ['sql', 'opportunity', 'customer'] as const
const LOOKED_AT = [...REACHED, 'sal', 'hold', 'recycled', 'disqualified'] as const
/** Good outcomes without which there is nothing to learn. */
const FEWEST_GOOD = 10

/** What to learn now: the target of the report before, else SQL where enough got there, else what sales accepted. */
async function dueTarget(
  { store, now }: LearningDeps,
  { workspaceId, flowId }: { readonly workspaceId: string; readonly flowId: string },
): Promise<LearningSpec['target'] | null> {
  const newest = await store.db
    .selectFrom('learning_reports')
    .select(['created_at', 'spec_json'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (newest && now() - newest.created_at < MONTH_MS) return null
  const stages = await store.db
    .selectFrom('leads')
    .select(['stage', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('stage', 'in', LOOKED_AT)
    .groupBy('stage')
    .execute()
  const count = (wanted: readonly string[]) =>
    stages.reduce((sum, row) => sum + (wanted.includes(row.stage) ? Number(row.count) : 0), 0)
  if (count(LOOKED_AT) < ENOUGH) return null
  if (newest) return (JSON.parse(newest.spec_json) as LearningSpec).target // written by `startLearning` only
  return count(REACHED) >= FEWEST_GOOD ? 'sql' : 'accepted'
}
