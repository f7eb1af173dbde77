import type { HandOverTable } from '../store/routing-tables.ts'

/** To whom a lead goes after its conversation. Ids of the routing that is live on its flow. */
export type Target =
  /** The same rules as in a conversation, with what is known now. `without` = a person who must not get it. */
  | { readonly kind: 'route'; readonly without?: string }
  | { readonly kind: 'team'; readonly team: string }
  /** `said` = in words, why them. */
  | { readonly kind: 'person'; readonly person: string; readonly said?: string }

/** Why, as a stable slug. */
export type HandOverWhy = HandOverTable['why']

/** Who hands over: `system`, a user, or `automation:` and its id. */
export interface HandOverActor {
  readonly id: string
  readonly name: string | null
}

export const SYSTEM: HandOverActor = { id: 'system', name: null }

/** What a change by hand replaced, so that it can be taken back. */
export interface OwnerBefore {
  readonly id: string | null
  readonly name: string | null
  readonly email: string | null
  readonly outcome: string
  readonly dueAt: number | null
}

/** `handOver` in the `data` of a webhook, beside `lead`. Adding fields is fine; taking one away breaks those who listen. */
export interface PayloadHandOver {
  /** `due`: somebody is given it in a moment, and `lead.handed_over` says who. */
  readonly status: 'due' | 'done'
  readonly why: HandOverWhy
  /** In words: which rule, whose turn. */
  readonly reason?: string
  /** Name of who had it; null = nobody. */
  readonly from?: string | null
  /** Name of the person who handed it over; null = the rules did. */
  readonly by?: string | null
  /** By when somebody must have acted, ISO 8601. */
  readonly dueAt?: string | null
}
