/** Site and destinations, as the studio sends and receives them. See `studio-types.ts` for what holds for all. */

// GET /api/site → SiteSettings
/** PUT /api/site → SiteSettings. */
export interface SaveSiteRequest {
  readonly name: string
  /** `https://host[:port]` (`http://` for localhost only), 1–50 of them. */
  readonly origins: readonly string[]
  readonly consent: 'required' | 'not_required'
}

/** GET /api/site/identity → IdentitySecret, for those who manage the site. */
export interface IdentitySecret {
  /** What the customer's own server signs `parley('identify', …)` tokens with. The same each time. */
  readonly secret: string
}

/** GET /api/site/pinned-tag → PinnedTag, `not_found` while the widget is not built. */
export interface PinnedTag {
  /** With a version in its address and the hash of its bytes: neither ever changes. */
  readonly tag: string
}

// GET /api/site/challenge → ChallengeSettings
/** PUT /api/site/challenge → ChallengeSettings. Without `secret` the stored one stays; `off` forgets it. */
export interface SaveChallengeRequest {
  readonly mode: 'off' | 'suspects' | 'always'
  readonly siteKey: string
  readonly secret?: string
}

/** GET /api/connectors → ConnectorInfo[]. */
export interface ConnectorInfo {
  readonly id: string
  readonly title: string
  readonly description: string
  /** JSON Schema (draft 2020-12) of `settings`: the form comes from it. */
  readonly settings: JsonSchema
  /** What the secret is called in the form; null = it takes none. */
  readonly secret: { readonly label: string; readonly generated: boolean } | null
}
export type JsonSchema = Readonly<Record<string, unknown>>

/** GET /api/destinations → Destination[]. */
export interface Destination {
  readonly id: string
  readonly connector: string
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  /** Secrets are write-only. */
  readonly hasSecret: boolean
  readonly enabled: boolean
  /** Why Parley switched it off, in a slug. */
  readonly disabledReason: string | null
  readonly deliveries: { readonly pending: number; readonly dead: number; readonly delivered: number }
  readonly createdAt: number
}
/** POST /api/destinations → SavedDestination, 201. */
export interface CreateDestinationRequest {
  readonly connector: string
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly secret?: string
}
/** A secret that Parley made itself is shown this one time. */
export interface SavedDestination extends Destination {
  readonly newSecret?: string
}
/** PUT /api/destinations/:id → SavedDestination. Without `secret` the stored one stays, unless the settings name another host: then it is cleared. */
export interface SaveDestinationRequest {
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly enabled: boolean
  /** A new one, or null to clear it. */
  readonly secret?: string | null
}
// DELETE /api/destinations/:id → { ok: true }; what still waited for it is cancelled.

// POST /api/destinations/:id/test with `{}` → TestResult (200 also when the other side refused).

/** GET /api/deliveries?status=dead → DeliveryRow[], newest first, at most 200. */
export interface DeliveriesQuery {
  readonly status?: 'pending' | 'delivered' | 'dead' | 'cancelled'
  readonly destination?: string
}
export interface DeliveryRow {
  readonly id: string
  readonly lead: { readonly id: string; readonly name: string | null; readonly email: string }
  readonly destination: { readonly id: string; readonly name: string }
  readonly event: string
  readonly status: 'pending' | 'delivered' | 'dead' | 'cancelled'
  readonly attempts: number
  readonly createdAt: number
  readonly lastAttempt: {
    readonly at: number
    readonly status: number | null
    readonly error: string | null
    readonly response: string | null
  } | null
}
/** POST /api/deliveries/:id/replay with `{}` → DeliveryRow, `pending` again. 409 `conflict` unless it was dead or cancelled. */
export type ReplayRequest = Readonly<Record<string, never>>
