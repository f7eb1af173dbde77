import type { OwnerChange } from '../../hand-over/change-owner.ts'

/** GET /api/leads/:id/owner → OwnerChoice: who could have the lead, by the routing that is live on its flow. */
export interface OwnerChoice {
  readonly people: readonly { readonly id: string; readonly name: string; readonly title: string | null }[]
  /** The newest change by hand stands and can be taken back (DELETE /api/leads/:id/owner → LeadRow). */
  readonly undoable: boolean
}

/**
 * PUT /api/leads/:id/owner → LeadRow: to a person, or by the rules once more. 409 `conflict` when they have it already or the
 * rules give it to nobody, 422 `invalid_body` for a person who is not in the routing.
 */
export type OwnerRequest = OwnerChange

/** GET /api/owners → OwnersAnswer: who has leads or could have them, and how many are open. */
export interface OwnersAnswer {
  readonly owners: readonly {
    readonly id: string
    readonly name: string
    readonly email: string
    /** Leads that are neither customers nor disqualified. */
    readonly open: number
    /** In a routing that is live, so that leads can go to them. */
    readonly takesLeads: boolean
  }[]
}

/** POST /api/owners/:id/hand-over → HandedOverAnswer: all open leads of a person, to another one or by the rules. Salespeople: their own. */
export interface HandOverRequest {
  /** A person of the routings that are live; left out = by the rules. */
  readonly to?: string
}
export interface HandedOverAnswer {
  /** They follow in a moment. */
  readonly leads: number
}
