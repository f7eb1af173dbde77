import type { Logged } from '../../activity/log-activity.ts'
import type { Corrections } from '../../leads/correct-facts.ts'
import type { LeadRow } from './studio-types.ts'

export type { Correctable, Corrections } from '../../leads/correct-facts.ts'
export type { Logged }

/** PUT /api/leads/:id/facts → SavedFacts. 422 `invalid_body` with a pointer to the domain or number that is none. */
export interface FactsRequest {
  /** By fact; null takes back what people said. */
  readonly facts: Corrections
}
export interface SavedFacts {
  readonly row: LeadRow
  /** What people had said before: send it to take the change back. */
  readonly before: Corrections
}

/** POST /api/leads/:id/activity → LoggedActivity. 422 `invalid_body` for a time ahead, or three years ago. */
export interface LogRequest {
  readonly what: Logged
  /** A few words: what was said, what it was about. */
  readonly text?: string
  /** When it was, milliseconds since 1970; left out = now. */
  readonly at?: number
}
export interface LoggedActivity {
  readonly row: LeadRow
  /** For DELETE /api/leads/:id/activity/:activity → LeadRow; 404 `not_found` when it is gone. */
  readonly activity: string
}
