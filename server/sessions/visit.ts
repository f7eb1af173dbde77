import type { SessionContext, SessionEvent } from '#flows/api.ts'
import type { PublicFlow } from '#flows/flow.ts'
import type { Played } from '#flows/play.ts'
import type { Release } from '../publishing/live.ts'
import type { Identity } from './identity-token.ts'
import type { Agent } from './read-user-agent.ts'

/** What there is to say about a session besides its context. */
export type SessionFlag =
  /** Sent without an Origin header: not by a browser on the site. */
  | 'no_origin'
  /** Claims a variant that the visitor was not assigned. */
  | 'variant_mismatch'
  /** Came with an identity token that does not hold. */
  | 'identity_refused'

/** `unverified`: the site asks everybody to pass a challenge, and this one has not yet. */
export type Quarantine = 'honeypot' | 'too_fast' | 'unverified'

/** `context_json` of a session: the context as sent, and what the server noted about it. */
export interface StoredContext extends SessionContext {
  readonly flags?: readonly SessionFlag[]
  /** Family of browser and system, by the header that came with the visit. */
  readonly agent?: Agent
  /** Where the visit came from by the trusted proxy in front: ISO 3166, two letters. The address itself is not kept. */
  readonly country?: string
  /** Whom the customer's own server says the visitor is, since `at`. */
  readonly identity?: Identity & { readonly at: number }
}

/** A session replayed: who is there, on which release, and how far the conversation got. */
export interface Visit {
  readonly workspaceId: string
  readonly sessionId: string
  readonly visitorId: string
  readonly release: Release
  readonly context: StoredContext
  /** Why it is not trusted and must not be routed; null = trusted. */
  readonly quarantine: string | null
  /** The flow in the visitor's locale, the last one if they switched. */
  readonly flow: PublicFlow
  /** By step, the locale its newest answer was given in. */
  readonly spoken: ReadonlyMap<string, string>
  readonly played: Played
  /** Took a time with the owner: a book step on the path was answered with yes. */
  readonly booked: boolean
  /** What the visitor asked, oldest first. */
  readonly asked: readonly AskedQuestion[]
  /** Number of the last event that was replayed. */
  readonly lastSeq: number
}

export type AskedQuestion = Extract<SessionEvent, { type: 'asked' }>

/** The questions in a log. */
export function askedIn(log: readonly SessionEvent[]): AskedQuestion[] {
  return log.filter(event => event.type === 'asked')
}

/** Whether a book step that the visitor passed was taken up, by the newest word on it. */
export function hasBooked(played: Played, log: readonly SessionEvent[]): boolean {
  const passed = new Set(played.path.filter(step => step.kind === 'book').map(step => step.id))
  if (passed.size === 0) return false
  const words = log.filter(
    event =>
      (event.type === 'booked' || event.type === 'skipped' || event.type === 'clicked') && passed.has(event.step),
  )
  return words.at(-1)?.type === 'booked'
}
