import type { Fact } from '#flows/condition.ts'

/** About whom an event is: at least one is given. The lead's id says most, then the address, then the visitor's id. */
export interface ActivitySubject {
  readonly lead?: string
  /** Lower case. */
  readonly email?: string
  readonly visitor?: string
}

/** What somebody did, as another system told it and as it is kept. */
export interface ActivityEvent {
  /** The sender's own. */
  readonly id: string
  /** Slug of the catalogue of event types. */
  readonly type: string
  /** Of a `custom` event. */
  readonly name?: string
  readonly subject: ActivitySubject
  /** Path of the page it happened on; empty = none. */
  readonly path: string
  readonly properties: Readonly<Record<string, Fact>>
  /** When it happened, milliseconds since 1970. */
  readonly at: number
  /** sha-256 (hex) of what was sent. */
  readonly hash: string
}

export type ActivityCode =
  | 'invalid_event'
  | 'forbidden_key'
  | 'unknown_type'
  | 'no_subject'
  | 'unknown_lead'
  | 'future_time'
  | 'ancient_time'
  | 'id_conflict'
  | 'too_many_for_lead'

/** Why one event is not taken. */
export interface ActivityProblem {
  readonly code: ActivityCode
  /** One sentence that says what to do. Never repeats what was sent. */
  readonly detail: string
  /** RFC 6901, into the event. */
  readonly pointer?: string
}

export const ACTIVITY_LIMITS = {
  bodyBytes: 1024 * 1024,
  eventsPerRequest: 500,
  /** Of one lead, received on one day (UTC). */
  eventsPerDay: 1_000,
  /** Newest ones of a lead that a score looks at. */
  scored: 1_000,
  properties: 30,
  futureMs: 5 * 60_000,
  /** Three years, the leap day included. */
  ancientMs: 1_096 * 86_400_000,
} as const
