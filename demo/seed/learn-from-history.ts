import type { Deps } from '#server/deps.ts'
import { publishLearning, startLearning } from '#server/learning/learning-reports.ts'
import { usualSpec } from '#server/learning/learning-schedule.ts'

const PRICING = 'pricing'
const BY = 'Helen Ward'

/**
 * What ninety days of outcomes say of the pricing chat's points, with its prediction on lead cards: begun here, and done by
 * the time somebody looks.
 */
export async function learnFromHistory(
  deps: Pick<Deps, 'store' | 'now' | 'newId' | 'log'>,
  { workspaceId, until }: { readonly workspaceId: string; readonly until: number },
): Promise<void> {
  const key = { workspaceId, flowId: PRICING, by: BY }
  const { learning, finished } = await startLearning(deps, { ...key, spec: usualSpec(until) })
  const publish = () => publishLearning(deps, { ...key, learningId: learning.id, on: true })
  finished.then(publish).catch(error => deps.log.warn({ err: error }, 'the demo learnt nothing'))
}
