import type { SitePlacement } from './compile-placement.ts'
import type { Answer, Experiment } from './flow.ts'

/**
 * The public API between widget and server, as types. Schemas that parse them are in `api-schema.ts` (server side only).
 * Times are milliseconds since 1970, UTC, by the sender's clock.
 */

/** How a flow is shown. */
export type Shape = 'chat' | 'steps' | 'page'

/**
 * Where: the corner bubble, inside an element of the page, as a dialog over the page, as a card from its edge, or on a page
 * of its own that Parley serves (`/f/{flow}`); or not at all at first: `form` is a form the page had already, whose answers
 * stand for those of the flow. What it does not ask may be passed over, required or not.
 */
export type Surface = 'bubble' | 'inline' | 'popup' | 'slide_in' | 'hosted' | 'form'

export type Consent = 'unset' | 'granted' | 'denied'

/** Frozen in the session when it is created; guards read it as facts (see `contextFacts` in `play.ts`). */
export interface SessionContext {
  readonly page: { readonly url: string; readonly path: string; readonly title?: string }
  readonly referrer?: string
  /** Allow-listed query parameters: utm_* without the prefix, and click ids only with consent. */
  readonly utm: Readonly<Record<string, string>>
  readonly locale: string
  readonly timeZone?: string
  readonly device: 'mobile' | 'desktop'
  readonly surface: Surface
  readonly shape: Shape
  /** Experiment id -> variant id, for running experiments of the flow. */
  readonly variants: Readonly<Record<string, string>>
  readonly consent: Consent
  /** Values of the flow's hidden fields, by field id; what a field does not let through is left out. */
  readonly hidden?: Readonly<Record<string, string>>
}

/** One entry of a visit's log, numbered by the widget from 1 without gaps. */
export type SessionEvent = { readonly seq: number; readonly at: number } & SessionEventBody
export type SessionEventBody =
  | { readonly type: 'viewed'; readonly step: string }
  /**
   * `raw`: what was typed when the answer was proposed from typed text. `by` page: the page knew it already; no act of the
   * visitor.
   */
  | {
      readonly type: 'answered'
      readonly step: string
      readonly value: Answer
      readonly raw?: string
      readonly by?: 'page'
      /** The doubt it was asked about once more for, and stood. */
      readonly confirmed?: string
    }
  /** The visitor asked something, at this step. `snippet`: the reply they got; without one a person was promised. */
  | { readonly type: 'asked'; readonly step: string; readonly text: string; readonly snippet?: string }
  | { readonly type: 'skipped'; readonly step: string }
  | { readonly type: 'backed'; readonly step: string }
  | { readonly type: 'invalid'; readonly step: string; readonly problem: string }
  /** The widget logs only `fallback`; the server writes its own. `early`: nothing that is still asked can change it. */
  | {
      readonly type: 'decided'
      readonly step: string
      readonly outcome: string
      readonly by: 'fallback' | 'server' | 'early'
    }
  | { readonly type: 'booked'; readonly step: string }
  /** Went to the owner's calendar by a plain link: whether a time was booked there nobody tells us. */
  | { readonly type: 'clicked'; readonly step: string }
  /** The visitor goes on in another language of the flow. */
  | { readonly type: 'switched'; readonly locale: string }
  | { readonly type: 'exposed'; readonly experiment: string; readonly version: number; readonly variant: string }

/** POST /v1/sessions */
export interface CreateSessionRequest {
  /** Public site key. */
  readonly site: string
  /** Release id from the site configuration. */
  readonly release: string
  /** Random id of the visitor, ASCII, 16–64 characters. */
  readonly visitor: string
  /** Idempotency key, random, 16–64 characters. The header `Idempotency-Key` is accepted too. */
  readonly key: string
  readonly context: SessionContext
  /** Milliseconds between the first render and the first act; very small values look like a robot. */
  readonly dwell: number
  /** The browser saw a person press a key or a pointer on this page: second opinion about a small `dwell`. */
  readonly touched?: boolean
  /** Honeypot: a field people cannot see. Filled = quarantined. */
  readonly website?: string
  readonly events: readonly SessionEvent[]
  /** What the visitor did on the site before, newest last. */
  readonly behavior?: readonly BehaviorEvent[]
}

/** 201, or 200 with `Idempotent-Replayed: true`. */
export interface CreateSessionResponse extends SessionState {
  /** Opaque; sent as `Authorization: Bearer` or as `token` in the body (a beacon cannot set headers). */
  readonly token: string
  /** The session is held back until this is passed. */
  readonly challenge?: Challenge
}

/** What shows that a visitor is no robot. */
export interface Challenge {
  readonly provider: 'turnstile'
  /** Public key of the site at the provider. */
  readonly siteKey: string
}

/** POST /v1/sessions/{id}/challenge → ChallengeResponse */
export interface ChallengeRequest {
  readonly token?: string
  /** What the provider gave the browser. */
  readonly answer: string
}
export interface ChallengeResponse {
  readonly passed: boolean
}

/** POST /v1/sessions/{id}/events */
export interface AppendEventsRequest {
  readonly token?: string
  readonly events: readonly SessionEvent[]
}

/** Also the answer of GET /v1/sessions/{id} (bearer token). */
export interface SessionState {
  readonly session: string
  readonly status: 'open' | 'completed'
  /** Every event up to and including this number is committed. */
  readonly acknowledged: number
  readonly decisions: readonly Decision[]
}

/** The server's word at a `decide` step. */
export interface Decision {
  readonly step: string
  /** Number of the last event it took into account: replay reads it right after that event. */
  readonly after: number
  readonly outcome: string
  readonly offer?: Offer
  /** Settled before all was asked: the questions up to the step fall away, but for who the visitor is. */
  readonly early?: true
}

/** What the visitor gets with the decision. Carries nothing of score or rules. */
export interface Offer {
  readonly owner?: { readonly name: string; readonly title?: string }
  /** https link of the owner's calendar. */
  readonly bookingUrl?: string
  /** Times of the owner can be booked here: GET /v1/sessions/{id}/slots. */
  readonly slots?: true
}

/** GET /v1/sessions/{id}/slots */
export interface SlotsResponse {
  readonly owner: { readonly name: string; readonly title?: string }
  /** How long a meeting takes. */
  readonly minutes: number
  /** Free times, milliseconds since 1970, soonest first. */
  readonly slots: readonly number[]
  /** What this conversation has booked already. */
  readonly booking: Booking | null
}

/** POST /v1/sessions/{id}/bookings: takes a free time; with a booking already there, moves it. */
export interface BookRequest {
  readonly token?: string
  /** One of the free times. */
  readonly at: number
  /** IANA name, for the invitation. Default: that of the session. */
  readonly timeZone?: string
}

/** A meeting with the owner. */
export interface Booking {
  readonly id: string
  readonly startsAt: number
  readonly endsAt: number
  readonly owner: { readonly name: string }
  /** Where they meet: a link or words. */
  readonly place?: string
  /** Page at which it is moved or cancelled; with `.ics` after it, the invitation. */
  readonly manageUrl: string
  /** Whether the invitation goes out by mail; if not, the visitor takes the file. */
  readonly mailed: boolean
}

/** POST /v1/behavior: pages, downloads and custom events after the session began. */
export interface BehaviorRequest {
  readonly token?: string
  readonly session: string
  readonly events: readonly BehaviorEvent[]
}

/** POST /v1/identify: who the visitor of a session is, in the word of the customer's own server. */
export interface IdentifyRequest {
  readonly token?: string
  readonly session: string
  /** JSON Web Token (HS256) under the site's identity secret. */
  readonly identity: string
}

export type IdentityProblem =
  | 'malformed'
  | 'bad_algorithm'
  | 'bad_signature'
  | 'expired'
  | 'not_yet_valid'
  | 'bad_claims'

/** A token that does not hold changes nothing. */
export interface IdentifyResponse {
  readonly identified: boolean
  readonly problem?: IdentityProblem
}

/** `id` makes sending twice harmless. */
export type BehaviorEvent = { readonly id: string; readonly at: number; readonly path: string } & (
  | { readonly type: 'page_viewed'; readonly title?: string; readonly seconds?: number }
  /** Seconds in view and how far down (percent) since this `view` was last told of; several add up. */
  | { readonly type: 'page_left'; readonly view: string; readonly seconds: number; readonly scrolled: number }
  | { readonly type: 'downloaded'; readonly file: string }
  | { readonly type: 'custom'; readonly name: string }
)

/** POST /v1/exposures: wording shown outside a session (launcher teaser), sent only with consent `granted`. */
export interface ExposuresRequest {
  readonly site: string
  readonly release: string
  readonly visitor: string
  readonly exposures: readonly {
    readonly experiment: string
    readonly version: number
    readonly variant: string
    readonly at: number
  }[]
}

/** What the widget cannot mend by itself. */
export type ReportedProblem = 'answers_refused' | 'flow_unknown' | 'load_failed' | 'element_removed'

/** POST /v1/reports → 204: one line for the server's log, with nothing of the visitor in it. */
export interface ReportRequest {
  readonly site: string
  readonly problem: ReportedProblem
  /** Id of the flow that it is about. */
  readonly flow?: string
  /** Error code of the answer that it is about. */
  readonly code?: string
}

/** GET /v1/sites/{key}: what the loader needs. Also baked into /w/{key}.js. */
export interface SiteConfig {
  readonly site: string
  /** Origin of the API, without a trailing slash. */
  readonly api: string
  /** URL of the widget's entry module. */
  readonly entry: string
  /** URL of the module that words tested launchers, where there is one. */
  readonly teaser?: string
  readonly consent: 'required' | 'not_required'
  /** Where the visitor is, ISO 3166: when a trusted proxy tells and a placement asks for it. */
  readonly country?: string
  /** The site's theme as a style sheet (see `themeCss`); left out = the usual look. A page may ask for another: then it is replaced. */
  theme?: string
  readonly flows: readonly SiteFlow[]
}

/** One live flow of a site. */
export interface SiteFlow {
  readonly flow: string
  readonly release: string
  /** Content hash of the flow: GET /v1/flows/{revision}/{locale}. */
  readonly revision: string
  readonly locales: readonly string[]
  /** Where it appears. What comes up by itself over the page, and only that, has a cap. */
  readonly placements?: readonly SitePlacement[]
  /** Words of its bubble, if it has one. */
  readonly bubble?: { readonly label: string; readonly teaser?: string }
  /** Given where the bubble's words are not the same for everybody: by language (`de`, not `de-AT`), those of the languages but the flow's own, in which tests run. */
  readonly spoken?: Readonly<Record<string, { readonly label: string; readonly teaser?: string }>>
  /** Running experiments that patch the launcher: assigned before the flow is fetched. */
  readonly experiments: readonly Experiment[]
}

/** RFC 9457 problem+json. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: ErrorCode
  readonly requestId: string
  readonly detail?: string
  /** What is wrong where; pointers are RFC 6901 into the request body. */
  readonly errors?: readonly { readonly pointer: string; readonly code: string; readonly message: string }[]
}

export const ERROR_STATUS = {
  bad_json: 400,
  bad_encoding: 400,
  too_deep: 400,
  forbidden_key: 400,
  bad_request: 400,
  unauthenticated: 401,
  invalid_token: 401,
  origin_refused: 403,
  csrf_refused: 403,
  forbidden: 403,
  no_workspace: 403,
  not_found: 404,
  method_not_allowed: 405,
  request_timeout: 408,
  in_flight: 409,
  sequence_conflict: 409,
  session_completed: 409,
  slot_taken: 409,
  conflict: 409,
  draft_changed: 409,
  last_owner: 409,
  already_member: 409,
  workspace_changed: 409,
  sign_off_missing: 409,
  stage_forbidden: 409,
  sql_incomplete: 409,
  release_retired: 410,
  link_expired: 410,
  too_large: 413,
  unsupported_encoding: 415,
  unsupported_type: 415,
  invalid_body: 422,
  idempotency_mismatch: 422,
  unknown_release: 422,
  answer_not_on_path: 422,
  answer_invalid: 422,
  too_many_events: 422,
  flow_invalid: 422,
  flow_cycle: 422,
  model_invalid: 422,
  routing_invalid: 422,
  destination_refused: 422,
  rate_limited: 429,
  headers_too_large: 431,
  internal: 500,
  store_busy: 503,
  storage_full: 503,
  store_unavailable: 503,
} as const

export type ErrorCode = keyof typeof ERROR_STATUS

export const API_LIMITS = {
  bodyBytes: 256 * 1024,
  depth: 32,
  eventsPerRequest: 200,
  eventsPerSession: 1000,
  beaconBytes: 16 * 1024,
} as const
