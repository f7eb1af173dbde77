import type { Flow } from '#flows/flow.ts'
import { countPastLeads, loadPastLeads } from '../models/past-leads.ts'
import { loadRelease } from '../publishing/live.ts'
import type { ReadJobRun } from '../store/read-job.ts'
import { buildReport } from './build-report.ts'
import { type CollectedLead, collectLead, type Learner } from './collect-leads.ts'
import type { LearningReport, LearningSpec, Predictor } from './report-types.ts'

export interface LearningInput {
  readonly workspaceId: string
  readonly flowId: string
  /** Names questions and options, and the answers of leads that never held a conversation here. */
  readonly flow: Flow
  readonly learner: Learner
  readonly spec: LearningSpec
}

export interface LearningOutput {
  readonly report: LearningReport
  readonly predictor: Predictor | null
}

/** How many leads are read, of how many. */
export interface LearningProgress {
  readonly done: number
  readonly total: number
}

/** The newest leads that are learnt from: more teach little, and memory stays flat. */
const MOST_LEADS = 20_000

/** Learns from past leads, on the reading thread. */
export const run: ReadJobRun<LearningInput, LearningOutput, LearningProgress> = async (
  { db, tell, signal },
  { workspaceId, flowId, flow, learner, spec },
) => {
  const query = { since: spec.since, until: spec.until, flowId }
  const total = await countPastLeads(db, workspaceId, query)
  let collected: CollectedLead[] = []
  let [done, disqualified] = [0, 0]
  tell({ done, total })
  for await (const leads of loadPastLeads(db, workspaceId, query)) {
    if (signal.aborted) break
    for (const lead of leads) {
      const release = await loadRelease(db, workspaceId, lead.releaseId)
      const kept = collectLead(lead, release?.flow ?? flow, learner, spec)
      if (kept) collected.push(kept)
      else disqualified += 1
    }
    if (collected.length > 2 * MOST_LEADS) collected = collected.slice(-MOST_LEADS)
    done += leads.length
    tell({ done, total: Math.max(total, done) })
  }
  return buildReport(collected.slice(-MOST_LEADS), { spec, learner, flow, disqualified })
}
