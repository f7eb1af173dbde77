import type { SessionEvent } from '#flows/api.ts'
import type { Experiment } from '#flows/flow.ts'
import type { DemoClock } from '../demo-clock.ts'
import type { PlannedTalk } from './plan-history.ts'
import type { VisitorApi } from './visitor-api.ts'

interface Talk extends Pick<PlannedTalk, 'visitor' | 'at' | 'context' | 'said' | 'acts' | 'books'> {
  readonly releaseId: string
  /** The wording under test that the flow itself showed. */
  readonly shown: { readonly experiment: Experiment; readonly variant: string } | null
}

/** Time between an answer and the next, and between the offer and the booking. */
const PAUSE_MS = 6_000
const BOOKING_MS = 25_000

/** Holds a planned conversation with Parley, and books the time it is offered, each at its own time. */
export async function holdTalk(api: VisitorApi, clock: DemoClock, talk: Talk): Promise<void> {
  const { visitor, at, context, acts, books, releaseId } = talk
  const events = eventsOf(talk)
  const key = `seed-${visitor}-${context.page.path}`.slice(0, 64)
  const request = { release: releaseId, visitor, key, context, dwell: 2_400, events, behavior: acts }
  const session = await clock.at(at, () => api.talk(request))
  if (!books) return
  const booked: SessionEvent = { seq: events.length + 1, at: at + BOOKING_MS, type: 'booked', step: 'book' }
  await clock.at(booked.at, () => api.goOn(session, [booked]))
}

function eventsOf({ said, shown, at }: Talk): SessionEvent[] {
  const seen = shown && {
    type: 'exposed' as const,
    experiment: shown.experiment.id,
    version: shown.experiment.version,
    variant: shown.variant,
  }
  const bodies = [...(seen ? [seen] : []), ...said]
  return bodies.map((body, index) => ({ seq: index + 1, at: at - (bodies.length - 1 - index) * PAUSE_MS, ...body }))
}
