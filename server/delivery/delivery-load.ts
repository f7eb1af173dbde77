import type { Claim, Destination } from './claim.ts'
import type { Outcome } from './outcome.ts'

/** Sends at once to a destination that answers. */
const ROOM_HEALTHY = 4
/** One that failed last time is tried with a single delivery until it answers again. */
const ROOM_FAILING = 1
const ROOM_TOTAL = 64
/** Failing destinations, however many, leave the rest of the room to the others. */
const ROOM_ALL_FAILING = 24
/** However long a server asks to be left alone, its deliveries are looked at again after this; each keeps its own wait. */
const LONGEST_PAUSE_MS = 10 * 60 * 1000

/** What one worker knows of its destinations while it runs: who is busy, who is failing, who asked for a pause. */
export interface DeliveryLoad {
  /** Those in good health first; among equals a different one begins each time. */
  inTurn(waiting: readonly Destination[], now: number): Destination[]
  /** How many more may be sent to it, with these claimed already. */
  roomFor(destination: Destination, now: number, claims: readonly Claim[]): number
  /** Ids of deliveries on their way to it. */
  sendingTo(destination: Destination): string[]
  started(claim: Claim): void
  finished(claim: Claim, outcome: Outcome | null, now: number): void
}

interface State {
  readonly sending: Set<string>
  failing: boolean
  pausedUntil: number
}

export function createDeliveryLoad(): DeliveryLoad {
  const states = new Map<string, State>()
  let turn = 0

  const stateOf = (destination: Destination): State => {
    const key = `${destination.workspace_id}/${destination.id}`
    const state = states.get(key) ?? { sending: new Set(), failing: false, pausedUntil: 0 }
    states.set(key, state)
    return state
  }
  const count = (failing: boolean | 'any') => {
    let sum = 0
    for (const state of states.values()) if (failing === 'any' || state.failing === failing) sum += state.sending.size
    return sum
  }

  return {
    inTurn(waiting) {
      turn = waiting.length > 0 ? (turn + 1) % waiting.length : 0
      const turned = [...waiting.slice(turn), ...waiting.slice(0, turn)]
      return turned.sort((a, b) => Number(stateOf(a).failing) - Number(stateOf(b).failing))
    },
    roomFor(destination, now, claims) {
      const state = stateOf(destination)
      if (now < state.pausedUntil) return 0
      const claimedFailing = claims.filter(claim => stateOf(claim.destination).failing).length
      const own = (state.failing ? ROOM_FAILING : ROOM_HEALTHY) - state.sending.size
      const total = ROOM_TOTAL - count('any') - claims.length
      const failing = state.failing ? ROOM_ALL_FAILING - count(true) - claimedFailing : total
      return Math.max(0, Math.min(own, total, failing))
    },
    sendingTo: destination => [...stateOf(destination).sending],
    started({ delivery, destination }) {
      stateOf(destination).sending.add(delivery.id)
    },
    finished({ delivery, destination }, outcome, now) {
      const state = stateOf(destination)
      state.sending.delete(delivery.id)
      // Our own failure (the database, say) tells nothing about the destination.
      if (!outcome) return
      state.failing = !outcome.ok
      if (!outcome.ok && outcome.retryAfterMs) {
        state.pausedUntil = now + Math.min(outcome.retryAfterMs, LONGEST_PAUSE_MS)
      }
    },
  }
}
