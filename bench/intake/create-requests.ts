import type { BehaviorEvent, CreateSessionRequest, SessionEvent } from '#flows/api.ts'
import { assignAll } from '#flows/assign.ts'
import type { PublicFlow } from '#flows/flow.ts'
import { createPlayer } from '#flows/play.ts'
import { holdConversation } from '../visits/hold-conversation.ts'
import { pricingContext } from '../visits/pricing-context.ts'
import type { PricingVisit } from '../visits/pricing-visits.ts'
import type { Submission } from './submission.ts'

export interface Target {
  /** Public key of the site. */
  readonly site: string
  /** Id of the live release. */
  readonly release: string
  readonly flow: PublicFlow
}

/** When the visits took place: shortly before the bench. */
const startedAt = Date.now() - 10 * 60_000

/** A maker of requests, each with a whole conversation up to the decision and the pages that were seen before. */
export function createRequests({ site, release, flow }: Target): (submission: Submission) => CreateSessionRequest {
  const player = createPlayer(flow)
  const logs = new Map<string, readonly SessionEvent[]>()

  function logOf(visit: PricingVisit, variants: Readonly<Record<string, string>>): readonly SessionEvent[] {
    const name = `${visit.name} ${JSON.stringify(variants)}`
    const known = logs.get(name)
    if (known) return known
    const context = pricingContext(variants)
    const log = holdConversation({ player, context, visit, startedAt, until: 'decision' })
    logs.set(name, log)
    return log
  }

  return ({ visit, key, visitor, email }) => {
    const variants = assignAll(flow, visitor)
    const events = logOf(visit, variants).map(event =>
      event.type === 'answered' && event.value === visit.answers.email ? { ...event, value: email } : event,
    )
    return { site, release, visitor, key, context: pricingContext(variants), dwell: 4_200, events, behavior }
  }
}

const behavior: readonly BehaviorEvent[] = [
  { path: '/', title: 'Tallybarn', seconds: 24 },
  { path: '/customers/cold-store', title: 'Counting at 24 below zero · Tallybarn', seconds: 91 },
  { path: '/pricing', title: 'Pricing · Tallybarn', seconds: 38 },
].map((page, index) => ({
  type: 'page_viewed',
  id: `0193510${index}-7a1e-4c1b-9f56-0c2f51c0e2aa`,
  at: startedAt - (3 - index) * 60_000,
  ...page,
}))
