import type { RejectReason } from '#flows/reject-reasons.ts'
import type { Membership } from '../../auth/memberships.ts'
import type { Permission, Role } from '../../auth/permissions.ts'
import type { TestOutcome } from '../../delivery/test-destination.ts'
import type { Verdict } from '../../leads/decide-lead.ts'
import type { LeadCard } from '../../leads/lead-card-type.ts'
import type { LeadLifecycle } from '../../lifecycle/lead-lifecycle.ts'
import type { DraftFinding } from '../../publishing/check-draft.ts'
import type { DraftChange } from '../../publishing/describe-changes.ts'
import type { Draft } from '../../publishing/draft.ts'
import type { FlowDetail, ReleaseSummary } from '../../publishing/flow-detail.ts'
import type { Stage } from '../../scoring/stage.ts'

/**
 * What the studio sends and receives under `/api`, as types. Times are milliseconds since 1970, UTC.
 * Every write needs `content-type: application/json` or the header `x-parley: 1`, and the studio's own origin.
 * Errors are RFC 9457 (`Problem` in flows/api.ts). Unknown fields in a body are refused (422 `invalid_body`).
 */

export type { ChallengeSettings } from '../../challenge/challenge-setting.ts'
export type { ExperimentReport, VariantReport } from '../../experiments/report-experiments.ts'
export type * from '../../leads/lead-card-type.ts'
export type { DraftPart } from '../../publishing/draft.ts'
export type { FlowSummary } from '../../publishing/list-flows.ts'
export type { SiteSettings } from '../../publishing/site-settings.ts'
export type { Funnel, FunnelCounts } from '../../reports/funnel.ts'
export type * from './learning-types.ts'
export type * from './settings-types.ts'
export type {
  Draft,
  DraftChange as FlowChange,
  DraftFinding,
  FlowDetail,
  Permission,
  RejectReason,
  ReleaseSummary,
  Role,
  Stage,
  TestOutcome as TestResult,
  Verdict,
}

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
/** POST /api/auth/sign-in/email → { ok: true } and the cookie. 401 `unauthenticated` (the same for an unknown address), 429 `rate_limited`. */
export interface SignInRequest {
  readonly email: string
  readonly password: string
}
// POST /api/auth/sign-out → { ok: true }

/** GET /api/me. 401 `unauthenticated` when nobody is signed in, 403 `no_workspace` for somebody who belongs nowhere. */
export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly email: string }
  readonly workspace: { readonly id: string; readonly name: string }
  /** All they belong to, this one among them, by name. */
  readonly workspaces: readonly Membership[]
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

export type Temperature = 'hot' | 'warm' | 'cold' | 'dead' | 'disqualified'

/** GET /api/leads. All parts are optional. `q` looks in name, e-mail and company. */
export interface LeadsQuery {
  readonly temperature?: Temperature
  readonly stage?: Stage
  /** Person id of the routing, or `none`. */
  readonly owner?: string
  readonly flow?: string
  /** Only those that are held back. */
  readonly held?: 'yes'
  /** First touch: utm source, referrer host, or `direct`. */
  readonly source?: string
  /** Only those that bear it: company on the priority list, buying committee, something implausible. */
  readonly mark?: LeadMark
  /**
   * `sales`: without those that marketing works with, which is what sales sees unless it says otherwise; `marketing`: only
   * those; `all`: what everybody else sees, and who searches by `q`.
   */
  readonly queue?: LeadQueue
  readonly q?: string
  /**
   * `action` (default): leads that wait for a verdict first, by the priority of their source, then by score; the others by
   * their last change; `newest`; `score`: highest first.
   */
  readonly sort?: LeadSort
  /** `next` of the page before. */
  readonly cursor?: string
  /** 1–200, default 50. */
  readonly limit?: string
}
export type LeadSort = 'action' | 'newest' | 'score'
export type LeadMark = 'priority' | 'committee' | 'flagged'
export type LeadQueue = 'sales' | 'marketing' | 'all'

export interface LeadsPage {
  readonly leads: readonly LeadRow[]
  /** Pass as `cursor`; null on the last page. */
  readonly next: string | null
  /** Leads under the same filters, `temperature` apart. */
  readonly counts: Readonly<Record<Temperature, number>> & { readonly all: number }
  /** How many are held back under the same filters, `temperature` and `held` apart. */
  readonly held: number
  /** Who owns any lead here: the choices of the owner filter. */
  readonly owners: readonly { readonly id: string; readonly name: string }[]
  /** Where most leads here came from, the most frequent first: the choices of the source filter. */
  readonly sources: readonly { readonly source: string; readonly count: number }[]
  /** The queue that was shown, and how many stand with marketing under the same filters, `temperature` and `queue` apart. */
  readonly queue: LeadQueue
  readonly withMarketing: number
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
  /** Of the first touch; null = its address named none. */
  readonly medium: string | null
  readonly campaign: string | null
  /** Of its source: 1 (first) … 5. */
  readonly sourcePriority: number
  /** Marketing works with it: its source is marketing's and it is no MQL yet, or no longer. */
  readonly withMarketing: boolean
  /** Its company is on the priority list. */
  readonly priorityAccount: boolean
  /** Several people of its company came. */
  readonly committee: boolean
  /** How many things about it cannot well be true together. */
  readonly flags: number
  /** Why it is not trusted and was never routed; null = trusted. */
  readonly quarantine: string | null
  /** Left after e-mail and consent, and nothing completed since. */
  readonly partial: boolean
  /** Questions a person was promised to answer. */
  readonly openQuestions: number
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
  /** Where it stands, what sales knows of it, and where it may go. */
  readonly lifecycle: LeadLifecycle
}
/** POST /api/leads/:id/accept with `{}` → LeadRow. Stage becomes `sal`. 409 `conflict` when there is nothing to decide. */
export type AcceptRequest = Readonly<Record<string, never>>
/** POST /api/leads/:id/reject → LeadRow. Stage becomes `hold` with `hold: true`, else `disqualified`. */
export interface RejectRequest {
  readonly reason: RejectReason
  readonly note?: string
  readonly hold?: boolean
}
// POST /api/leads/:id/trust with `{}` → LeadRow: a person after all; scored, routed and delivered. 409 `conflict` when it is not held back.
// POST /api/leads/:id/undo with `{}` → LeadRow: takes the newest verdict back. 409 `conflict` when there is none.

// — Flows ————————————————————————————————————————————————————————————————————

// GET /api/flows → FlowSummary[]

/** POST /api/flows → FlowDetail, 201. `id` is made from the name when left out; 409 `conflict` when taken. */
export interface CreateFlowRequest {
  readonly template: string
  readonly name: string
  readonly id?: string
}
/** GET /api/flow-templates → FlowTemplate[]: for pages, by framework, and from the workspace's own slots (`own`). */
export interface FlowTemplate {
  readonly id: string
  readonly title: string
  readonly purpose: string
  readonly kind: 'page' | 'framework'
  readonly questions: number
  /** The questions on the main way, in order. */
  readonly asks: readonly {
    readonly text: string
    /** Labels to choose from; empty where something is typed. */
    readonly options: readonly string[]
    readonly optional: boolean
  }[]
}

// GET /api/flows/:id → FlowDetail. A save that names an older `version` is refused with 409 `draft_changed`.

/**
 * PUT /api/flows/:id/draft → SavedDraft. 409 `draft_changed`; 422 `flow_invalid`, `model_invalid` or `routing_invalid`
 * with pointers from the body's root (`/flow/steps/3/text`) when a part does not have its shape.
 */
export interface SaveDraftRequest extends Draft {
  readonly version: number
}
export interface SavedDraft {
  readonly version: number
  readonly updatedAt: number
  readonly checks: readonly DraftFinding[]
}

/** POST /api/flows/:id/check → CheckResult. The body has the parts of a Draft that differ from the saved one; nothing is stored. */
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
  readonly changes: readonly DraftChange[]
}
// — Experiments and funnel ———————————————————————————————————————————————————

// GET /api/flows/:id/experiments → ExperimentReport[]: those of the live and the draft flow, and past versions that have data.

/** GET /api/funnel → Funnel. `flow` left out = all flows; `days` 1–365, default 30. */
export interface FunnelQuery {
  readonly flow?: string
  readonly days?: string
}
