import type { Finding } from '#flows/check.ts'
import type { Condition } from '#flows/condition.ts'
import type { Flow } from '#flows/flow.ts'
import type { LeadCard } from '../../leads/lead-card-type.ts'
import type { Routing } from '../../routing/routing-config.ts'
import type { ScoreModel } from '../../scoring/score-model.ts'

/**
 * What the studio sends and receives under `/api`, as types. Times are milliseconds since 1970, UTC.
 * Every write needs `content-type: application/json` or the header `x-parley: 1`, and the studio's own origin.
 * Errors are RFC 9457 (`Problem` in flows/api.ts). Unknown fields in a body are refused (422 `invalid_body`).
 */

export type Role = 'owner' | 'marketer' | 'sales' | 'viewer'

/** What a role may do beyond looking. The interface hides what is false; the server refuses it with 403 `forbidden`. */
export type Permission =
  /** Accept, reject, undo. */
  | 'decide_leads'
  | 'export_leads'
  /** Create flows, save drafts, publish, roll back. */
  | 'edit_flows'
  | 'manage_site'
  /** Destinations, their tests and replays. */
  | 'manage_destinations'
  | 'manage_members'

// — First run and sign-in ————————————————————————————————————————————————————

/** GET /api/setup (no sign-in needed). */
export interface SetupState {
  /** Whether the one-time link can still be used. */
  readonly open: boolean
}
/** POST /api/setup: makes the owner and signs in (sets the cookie). 401 `invalid_token` when the link is used or wrong. */
export interface SetupRequest {
  readonly token: string
  readonly name: string
  readonly email: string
  /** 10–128 characters. */
  readonly password: string
  /** What the workspace is called. */
  readonly workspace: string
}
/** POST /api/auth/sign-in/email → Me. 401 `unauthenticated` (the same for an unknown address), 429 `rate_limited`. */
export interface SignInRequest {
  readonly email: string
  readonly password: string
}
// POST /api/auth/sign-out → { ok: true }

/** GET /api/me. 401 `unauthenticated` when nobody is signed in. */
export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly workspace: { readonly id: string; readonly name: string }
  readonly role: Role
  readonly can: readonly Permission[]
  /** Clock of the server, for relative times. */
  readonly now: number
}

/** GET /api/members → Member[]. PUT /api/members/:id {role} and DELETE /api/members/:id: 409 `last_owner`. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: Role
  readonly since: number
}
export interface ChangeMemberRequest {
  readonly role: Role
}

// — Leads ————————————————————————————————————————————————————————————————————

export type Temperature = 'hot' | 'warm' | 'cold' | 'disqualified'
export type Stage = 'lead' | 'mql' | 'sal' | 'sql' | 'hold' | 'disqualified'

/** GET /api/leads. All parts are optional. `q` looks in name, e-mail and company. */
export interface LeadsQuery {
  readonly temperature?: Temperature
  readonly stage?: Stage
  /** Person id of the routing, or `none`. */
  readonly owner?: string
  readonly flow?: string
  readonly q?: string
  /** `action` (default): leads that wait for a verdict first, newest first; `newest`; `score`: highest first. */
  readonly sort?: LeadSort
  /** `next` of the page before. */
  readonly cursor?: string
  /** 1–200, default 50. */
  readonly limit?: string
}
export type LeadSort = 'action' | 'newest' | 'score'

export interface LeadsPage {
  readonly leads: readonly LeadRow[]
  /** Pass as `cursor`; null on the last page. */
  readonly next: string | null
  /** Leads under the same filters, `temperature` apart. */
  readonly counts: Readonly<Record<Temperature, number>> & { readonly all: number }
  /** Who owns any lead here: the choices of the owner filter. */
  readonly owners: readonly { readonly id: string; readonly name: string }[]
}

export interface LeadRow {
  readonly id: string
  readonly email: string
  readonly name: string | null
  readonly company: string | null
  readonly score: number
  readonly fit: number
  readonly engagement: number
  readonly temperature: Temperature
  readonly stage: Stage
  readonly outcome: string
  readonly flow: { readonly id: string; readonly name: string }
  readonly owner: { readonly id: string; readonly name: string } | null
  /** The two strongest reasons of the score, in words; for a disqualified lead why it is. */
  readonly why: string
  readonly source: string
  /** True while a person should accept or reject it. */
  readonly waiting: boolean
  /** When the owner's time to answer ends. */
  readonly dueAt: number | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** GET /api/leads/stream: server-sent events, event name `lead`, data as below. A comment line every 15 s keeps it open. */
export interface LeadNews {
  readonly change: 'created' | 'updated'
  readonly lead: LeadRow
}

/** GET /api/leads/:id: the card, with what people have said about the lead. */
export interface LeadDetail extends LeadCard {
  readonly waiting: boolean
  readonly dueAt: number | null
  readonly verdict: Verdict | null
}
/** The newest verdict that nobody has taken back. */
export interface Verdict {
  readonly verdict: 'accepted' | 'rejected'
  readonly reason: RejectReason | null
  readonly note: string | null
  /** Name of the person. */
  readonly by: string
  readonly at: number
}

/** POST /api/leads/:id/accept with `{}` → LeadRow. Stage becomes `sal`. 409 `conflict` when there is nothing to decide. */
export type AcceptRequest = Readonly<Record<string, never>>
/** POST /api/leads/:id/reject → LeadRow. Stage becomes `hold` with `hold: true`, else `disqualified`. */
export interface RejectRequest {
  readonly reason: RejectReason
  readonly note?: string
  readonly hold?: boolean
}
export const REJECT_REASONS = [
  'not_a_fit',
  'no_budget',
  'budget_later',
  'no_authority',
  'no_need',
  'bad_timing',
  'wrong_contact',
  'competitor',
  'duplicate',
  'spam',
  'other',
] as const
export type RejectReason = (typeof REJECT_REASONS)[number]
// POST /api/leads/:id/undo with `{}` → LeadRow: takes the newest verdict back. 409 `conflict` when there is none.

// — Flows ————————————————————————————————————————————————————————————————————

/** Where the chat bubble shows: `null` = no bubble, without `when` = on every page of the site. Goes live on publish. */
export interface Placement {
  readonly bubble: { readonly when?: Condition } | null
}

/** GET /api/flows → FlowSummary[]. */
export interface FlowSummary {
  readonly id: string
  readonly name: string
  readonly live: { readonly number: number; readonly publishedAt: number } | null
  /** The draft differs from what is live. */
  readonly changed: boolean
  readonly updatedAt: number
  /** Last 30 days. */
  readonly recent: { readonly started: number; readonly completed: number; readonly qualified: number }
}

/** POST /api/flows → FlowDetail, 201. `id` is made from the name when left out; 409 `conflict` when taken. */
export interface CreateFlowRequest {
  readonly template: string
  readonly name: string
  readonly id?: string
}
/** GET /api/flow-templates → FlowTemplate[]. */
export interface FlowTemplate {
  readonly id: string
  readonly title: string
  readonly purpose: string
  readonly questions: number
}

/** GET /api/flows/:id. */
export interface FlowDetail {
  readonly id: string
  /** Sent back when saving; a save that names an older one is refused with 409 `draft_changed`. */
  readonly version: number
  readonly flow: Flow
  readonly model: ScoreModel
  readonly routing: Routing
  readonly placement: Placement
  readonly checks: readonly DraftFinding[]
  readonly live: ReleaseSummary | null
  /** Newest first. */
  readonly releases: readonly ReleaseSummary[]
  readonly updatedAt: number
}

export interface ReleaseSummary {
  readonly id: string
  readonly number: number
  readonly note: string
  readonly by: string
  readonly at: number
  readonly live: boolean
}

/** What a check found, and in which part of the draft: the pointer (RFC 6901) counts from that part. */
export type DraftFinding = Finding & { readonly part: DraftPart }
export type DraftPart = 'flow' | 'model' | 'routing' | 'placement'

/**
 * PUT /api/flows/:id/draft → SavedDraft. 409 `draft_changed`; 422 `flow_invalid`, `model_invalid` or `routing_invalid`
 * with pointers from the body's root (`/flow/steps/3/text`) when a part does not have its shape.
 */
export interface SaveDraftRequest extends Draft {
  readonly version: number
}
export interface Draft {
  readonly flow: Flow
  readonly model: ScoreModel
  readonly routing: Routing
  readonly placement: Placement
}
export interface SavedDraft {
  readonly version: number
  readonly updatedAt: number
  readonly checks: readonly DraftFinding[]
}

/** POST /api/flows/:id/check with a Draft (nothing is stored), or with `{}` for the saved draft → CheckResult. */
export interface CheckResult {
  readonly checks: readonly DraftFinding[]
  /** No error among them. */
  readonly publishable: boolean
}

/** POST /api/flows/:id/publish → FlowDetail. 422 `flow_invalid` (or `flow_cycle`, `model_invalid`, `routing_invalid`) when a check is an error. */
export interface PublishRequest {
  readonly version: number
  readonly note?: string
}
/** POST /api/flows/:id/rollback → FlowDetail. Makes that release live again; the draft stays. */
export interface RollbackRequest {
  /** Release id. */
  readonly release: string
}

/** GET /api/flows/:id/changes: what publishing the saved draft would change. */
export interface FlowChanges {
  /** Null before the first publish: everything is new. */
  readonly since: ReleaseSummary | null
  readonly changes: readonly FlowChange[]
}
export interface FlowChange {
  readonly part: DraftPart
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  /** One sentence: `Question “Your role?” reworded`. */
  readonly text: string
  readonly before?: string
  readonly after?: string
  /** Step it is about, when it is about one. */
  readonly step?: string
}

// — Experiments and funnel ———————————————————————————————————————————————————

/** GET /api/flows/:id/experiments → ExperimentReport[]: those of the draft or live flow, and past versions that have data. */
export interface ExperimentReport {
  readonly id: string
  readonly version: number
  /** `past`: no longer in the live flow. */
  readonly status: 'draft' | 'running' | 'stopped' | 'past'
  readonly variants: readonly VariantReport[]
  /** Units seen in more than one variant: left out of every count above. */
  readonly crossed: number
  readonly firstExposureAt: number | null
}
export interface VariantReport {
  readonly id: string
  /** Basis points; null for one that is no longer in the flow. */
  readonly weight: number | null
  /** Exposed units: the denominator. The other counts are among them. */
  readonly exposed: number
  readonly started: number
  readonly completed: number
  readonly qualified: number
  /** qualified / exposed, 0–1; null without exposures. */
  readonly qualifiedRate: number | null
}

/** GET /api/funnel. `flow` left out = all flows; `days` 1–365, default 30. */
export interface FunnelQuery {
  readonly flow?: string
  readonly days?: string
}
/** Visitors by the UTC day they were first seen on; each later count is among the ones before. */
export interface Funnel {
  readonly total: FunnelCounts
  /** One entry a day, oldest first, empty days too. */
  readonly days: readonly (FunnelCounts & { readonly day: string })[]
}
export interface FunnelCounts {
  readonly exposed: number
  readonly started: number
  readonly completed: number
  readonly qualified: number
  readonly accepted: number
}

// — Settings —————————————————————————————————————————————————————————————————

/** GET /api/site. */
export interface SiteSettings {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly origins: readonly string[]
  readonly consent: 'required' | 'not_required'
  /** The line a customer pastes before `</body>`. */
  readonly tag: string
  /** What a page with a content security policy must allow: directive and source. */
  readonly csp: readonly { readonly directive: string; readonly source: string }[]
}
/** PUT /api/site → SiteSettings. */
export interface SaveSiteRequest {
  readonly name: string
  /** `https://host[:port]` (`http://` for localhost only), 1–50 of them. */
  readonly origins: readonly string[]
  readonly consent: 'required' | 'not_required'
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
/** PUT /api/destinations/:id → Destination. Without `secret` the stored one stays, unless the settings name another host: then it is cleared. */
export interface SaveDestinationRequest {
  readonly name: string
  readonly settings: Readonly<Record<string, unknown>>
  readonly enabled: boolean
  /** A new one, or null to clear it. */
  readonly secret?: string | null
}
// DELETE /api/destinations/:id → { ok: true }; what still waited for it is cancelled.

/** POST /api/destinations/:id/test with `{}` → TestResult (200 also when the other side refused). */
export interface TestResult {
  readonly ok: boolean
  /** HTTP status or SMTP code; null when nothing answered. */
  readonly status: number | null
  readonly detail: string
  readonly tookMs: number
}

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
