import type { SessionContext, SessionEvent, SessionEventBody } from '#flows/api.ts'
import type { Step } from '#flows/flow.ts'
import type { Played, Player } from '#flows/play.ts'
import type { PricingVisit } from './pricing-visits.ts'

interface Conversation {
  readonly player: Player
  readonly context: SessionContext
  readonly visit: PricingVisit
  /** When the first event happened, milliseconds since 1970. */
  readonly startedAt: number
  /** `decision`: as the widget sends it, to learn the decision. `end`: as it is stored in the end, the decision among the events. */
  readonly until: 'decision' | 'end'
}

const BETWEEN_EVENTS_MS = 1_700

/** The log that the widget makes of a visit: what was seen and what was given, in order. */
export function holdConversation({ player, context, visit, startedAt, until }: Conversation): SessionEvent[] {
  const log: SessionEvent[] = []
  let played = player.start(context)
  let sent = 0
  let seen = 0
  let corrected = false

  const note = (body: SessionEventBody) => {
    // A decision of the server carries the number of the event it came after.
    if (body.type !== 'decided') sent += 1
    log.push({ ...body, seq: sent, at: startedAt + sent * BETWEEN_EVENTS_MS })
    const accepted = played.accept(body)
    if (!accepted.ok) throw new Error(`The visit ${visit.name} breaks off: ${accepted.problem} (${accepted.detail}).`)
    played = accepted.played
  }
  const look = () => {
    const steps = [...played.path, played.position]
    for (const step of steps.slice(seen)) if (isShown(step)) note({ type: 'viewed', step: step.id })
    seen = steps.length
  }

  for (const [experiment, variant] of Object.entries(context.variants)) {
    note({ type: 'exposed', experiment, version: versionOf(player, experiment), variant })
  }
  for (look(); !played.done; look()) {
    const { correction } = visit
    if (correction && !corrected && played.position.id === correction.from) {
      corrected = true
      note({ type: 'backed', step: correction.step })
      note({ type: 'viewed', step: correction.step })
      note({ type: 'answered', step: correction.step, value: correction.value })
    } else if (played.position.kind === 'decide' && until === 'decision') return log
    else note(nextOf(played, visit))
  }
  return log
}

function nextOf({ position }: Played, { name, answers, outcome, books }: PricingVisit): SessionEventBody {
  const step = position.id
  if (position.kind === 'decide') return { type: 'decided', step, outcome, by: 'server' }
  if (position.kind === 'book') return { type: books ? 'booked' : 'skipped', step }
  const value = position.kind === 'ask' ? answers[position.field] : undefined
  if (value === undefined) throw new Error(`The visit ${name} has nothing to say at ${step}.`)
  return { type: 'answered', step, value }
}

function isShown({ kind }: Step): boolean {
  return kind !== 'branch' && kind !== 'decide'
}

function versionOf({ flow }: Player, id: string): number {
  return flow.experiments?.find(experiment => experiment.id === id)?.version ?? 1
}
