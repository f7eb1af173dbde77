import { startAccountWorker } from './accounts/account-worker.ts'
import { startCompetitorWorker } from './accounts/competitor-worker.ts'
import { startLetters } from './booking/send-letters.ts'
import { startContentSweep } from './content/content-sweep.ts'
import { startDelivery } from './delivery/worker.ts'
import type { Deps } from './deps.ts'
import { startEnrichment } from './enrichment/worker.ts'
import { startHandOvers } from './hand-over/hand-over-worker.ts'
import { startFollowingModels } from './leads/follow-live-models.ts'
import { startPartialLeads } from './leads/partial-leads.ts'
import { startScoreSweep } from './leads/score-sweep.ts'
import { startSourceSweep } from './leads/sweep-sources.ts'
import { startLearningSchedule } from './learning/learning-schedule.ts'
import { startReviewReminders } from './models/remind-of-reviews.ts'
import { startShadowScores } from './models/shadow-scores.ts'
import { startNurture } from './nurture/worker.ts'

/** All that a server does beside its answers. */
export interface Workers {
  /** Something waits to be delivered, mailed or handed over: begin at once. */
  wake(): void
  /** Takes nothing new and waits for what is under way. */
  stop(): Promise<void>
}

export function startWorkers(deps: Deps): Workers {
  const delivery = startDelivery(deps)
  const letters = startLetters(deps)
  const handOvers = startHandOvers(deps)
  const others = [
    startPartialLeads(deps),
    startShadowScores(deps),
    startAccountWorker(deps),
    startCompetitorWorker(deps),
    startScoreSweep(deps),
    startSourceSweep(deps),
    startFollowingModels(deps),
    startContentSweep(deps),
    startReviewReminders(deps),
    startNurture(deps),
    startEnrichment(deps),
  ]
  const learning = startLearningSchedule(deps)
  return {
    wake() {
      delivery.wake()
      letters.wake()
      handOvers.wake()
    },
    async stop() {
      learning.stop()
      // Side by side, or their times would add up. A delivery that a last request queues waits for the next start.
      await Promise.all([delivery, letters, handOvers, ...others].map(worker => worker.stop()))
    },
  }
}
