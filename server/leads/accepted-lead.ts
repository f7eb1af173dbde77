import type { Offer } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { Visit } from '../sessions/visit.ts'
import type { Draw } from './assign-owner.ts'
import type { CardConsent } from './lead-card-type.ts'
import type { Contact } from './lead-contact.ts'

export type AcceptDeps = Pick<Deps, 'store' | 'now' | 'newId'>

/** A visit that may make or change a lead. */
export interface AcceptLeadInput {
  readonly visit: Visit
  /** The step that asks for a decision, or the end that was reached without one; null = the decision taken before stands. */
  readonly step: string | null
  /** Lead of the session so far. */
  readonly leadId: string | null
  /** Acts that came with the request and are not stored yet. */
  readonly behavior: readonly BehaviorFact[]
  /** When the consent was given, if that was earlier than `at`. */
  readonly consentAt?: number
  /** Told at once of a lead that is drawn from a team: it counts as the last thing of the unit. */
  readonly onDraw: (draw: Draw) => void
  /** The visitor left before the end. */
  readonly partial?: boolean
  readonly at: number
}

/** What came of it. */
export interface AcceptedLead {
  /** Null when the visitor is nobody we may write to: no address, or no consent. */
  readonly leadId: string | null
  readonly outcome: string
  readonly offer?: Offer
  readonly qualified: boolean
  readonly change: 'created' | 'updated' | null
  /** Deliveries wait: wake the worker after the commit. */
  readonly queued: boolean
}

/** A visitor who told an address and agreed to hear from us. */
export interface FromSomebody extends AcceptLeadInput {
  readonly contact: Contact
  readonly consent: CardConsent
}

/** What is said of a visitor whom nothing is kept of. */
export const NOBODY = { leadId: null, qualified: false, change: null, queued: false } as const
