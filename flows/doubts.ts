import type { SessionEventBody } from './api.ts'
import { type Facts, holds } from './condition.ts'
import type { Doubt, PublicFlow } from './flow.ts'
import type { Played } from './play.ts'

/**
 * The doubt that an answer raises: the first one of the flow that holds with the facts after it and did not before. What
 * held already was asked about then.
 */
export function doubtRaised(
  { doubts = [] }: Pick<PublicFlow, 'doubts'>,
  before: Facts,
  after: Facts,
): Doubt | undefined {
  return doubts.find(({ when }) => holds(when, after) && !holds(when, before))
}

/** By step id, the doubts that acts raise when they are taken one after the other. What cannot be taken raises none. */
export function doubtsAmong(
  flow: Pick<PublicFlow, 'doubts'>,
  played: Played,
  acts: readonly SessionEventBody[],
): ReadonlyMap<string, Doubt> {
  const doubts = new Map<string, Doubt>()
  let now = played
  for (const act of acts) {
    const accepted = now.accept(act)
    if (!accepted.ok) continue
    const doubt = act.type === 'answered' && doubtRaised(flow, now.facts, accepted.played.facts)
    if (doubt) doubts.set(act.step, doubt)
    now = accepted.played
  }
  return doubts
}
