import type { Flow } from '#flows/flow.ts'
import { loadRelease } from '../publishing/live.ts'
import type { ReadJobRun } from '../store/read-job.ts'
import type { BacktestReport, BacktestSpec } from './backtest-types.ts'
import { collectBacktest } from './collect-backtest.ts'
import { countPastLeads, loadPastLeads } from './past-leads.ts'
import type { NamedModel } from './score-past.ts'

export interface BacktestInput {
  readonly workspaceId: string
  readonly flowId: string
  /** Names the answers of leads that never held a conversation here. */
  readonly flow: Flow
  readonly spec: BacktestSpec
  readonly base: NamedModel
  readonly candidate: NamedModel
}

/** How many leads are scored, of how many. */
export interface BacktestProgress {
  readonly done: number
  readonly total: number
}

/** Runs two models over past leads, on the reading thread. */
export const run: ReadJobRun<BacktestInput, BacktestReport, BacktestProgress> = async (
  { db, tell, signal },
  { workspaceId, flowId, flow, spec, base, candidate },
) => {
  const query = { since: spec.since, until: spec.until, flowId }
  const total = await countPastLeads(db, workspaceId, query)
  const collector = collectBacktest(spec, { base, candidate })
  let done = 0
  tell({ done, total })
  for await (const leads of loadPastLeads(db, workspaceId, query)) {
    if (signal.aborted) break
    for (const lead of leads) {
      const release = await loadRelease(db, workspaceId, lead.releaseId)
      collector.add(lead, release?.flow ?? flow)
    }
    done += leads.length
    tell({ done, total: Math.max(total, done) })
  }
  return collector.report()
}
