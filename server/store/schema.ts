import type {
  AccountDomainTable,
  AccountSettingsTable,
  AccountTable,
  AccountWorkTable,
  LeadAddressTable,
  LeadAliasTable,
  LeadApartTable,
  LeadMergeRowTable,
  LeadMergeTable,
  PriorityAccountTable,
} from './account-tables.ts'
import type { LearningReportTable } from './learning-tables.ts'
import type {
  ModelBacktestTable,
  ModelReviewTable,
  ModelSettingTable,
  ModelSignOffTable,
  ModelTrialTable,
  ShadowScoreTable,
} from './model-tables.ts'
import type {
  AutomationRunTable,
  AutomationStepTable,
  AutomationTable,
  EnrichmentCacheTable,
  EnrichmentJobTable,
  EnrichmentSettingsTable,
  LeadChangeTable,
  MailSuppressionTable,
  MailTemplateTable,
  NurtureSettingsTable,
  SegmentMemberTable,
  SegmentTable,
} from './nurture-tables.ts'

/**
 * The tables, as both databases hold them. Portable column types only: text, integer, bigint, double precision.
 * Times are milliseconds since 1970 (UTC), yes/no is 1/0, `*_json` is JSON text, parsed where it is read.
 * Every table carries `workspace_id` first in its primary key. Ids are UUIDv7 unless said otherwise.
 * The tables of sign-in (`auth_*`) belong to better-auth and are not listed here.
 */
export interface Database {
  workspaces: WorkspaceTable
  sites: SiteTable
  loader_versions: LoaderVersionTable
  flows: FlowTable
  revisions: RevisionTable
  releases: ReleaseTable
  sessions: SessionTable
  session_events: SessionEventTable
  behavior_events: BehaviorEventTable
  exposures: ExposureTable
  activity_events: ActivityEventTable
  leads: LeadTable
  lead_facts: LeadFactTable
  lead_outcomes: LeadOutcomeTable
  lifecycle_versions: LifecycleVersionTable
  model_settings: ModelSettingTable
  model_sign_offs: ModelSignOffTable
  model_reviews: ModelReviewTable
  model_backtests: ModelBacktestTable
  learning_reports: LearningReportTable
  model_trials: ModelTrialTable
  shadow_scores: ShadowScoreTable
  ledger_entries: LedgerEntryTable
  routing_decisions: RoutingDecisionTable
  routing_counters: RoutingCounterTable
  lead_events: LeadEventTable
  destinations: DestinationTable
  deliveries: DeliveryTable
  delivery_attempts: DeliveryAttemptTable
  calendars: CalendarTable
  bookings: BookingTable
  booked_times: BookedTimeTable
  booking_letters: BookingLetterTable
  lead_aliases: LeadAliasTable
  lead_addresses: LeadAddressTable
  lead_merges: LeadMergeTable
  lead_merge_rows: LeadMergeRowTable
  lead_apart: LeadApartTable
  account_domains: AccountDomainTable
  priority_accounts: PriorityAccountTable
  accounts: AccountTable
  account_work: AccountWorkTable
  account_settings: AccountSettingsTable
  segments: SegmentTable
  segment_members: SegmentMemberTable
  mail_templates: MailTemplateTable
  automations: AutomationTable
  lead_changes: LeadChangeTable
  automation_runs: AutomationRunTable
  automation_steps: AutomationStepTable
  mail_suppressions: MailSuppressionTable
  nurture_settings: NurtureSettingsTable
  enrichment_settings: EnrichmentSettingsTable
  enrichment_jobs: EnrichmentJobTable
  enrichment_cache: EnrichmentCacheTable
  api_keys: ApiKeyTable
  imports: ImportTable
}

export interface WorkspaceTable {
  id: string
  name: string
  created_at: number
}

export interface SiteTable {
  workspace_id: string
  id: string
  /** Public, random; unique over all workspaces. */
  key: string
  name: string
  /** JSON list of origins that may call the public API for this site. */
  origins_json: string
  consent: 'required' | 'not_required'
  /** What is asked of visitors who look like robots (`ChallengeSetting` of server/challenge); null = nothing. */
  challenge_json: string | null
  /** The challenge's secret, sealed with the key outside the database. */
  challenge_sealed: string | null
  /** Theme; null = the usual look. */
  theme_json: string | null
  created_at: number
}

/** A loader that a page has pinned. Immutable: `body` hashes to `version`. */
export interface LoaderVersionTable {
  workspace_id: string
  site_id: string
  /** First 22 characters of the base64url SHA-256 of the body. */
  version: string
  body: string
  created_at: number
}

export interface FlowTable {
  workspace_id: string
  /** Slug. */
  id: string
  site_id: string
  /** The draft: Flow, ScoreModel and Routing as JSON, edited together. */
  draft_flow_json: string
  draft_model_json: string
  draft_routing_json: string
  /** Raised by each save: the save that names another number is refused (`draft_changed`). */
  draft_version: number
  /** Condition of the bubble and whether it shows: `{"bubble":null|{"when":Condition}}`. */
  placement_json: string
  live_release_id: string | null
  created_at: number
  updated_at: number
}

/** Immutable. `id` is the sha-256 (hex) of the canonical JSON. */
export interface RevisionTable {
  workspace_id: string
  id: string
  kind: 'flow' | 'model' | 'routing'
  body_json: string
  created_at: number
}

/** Immutable but for `retired_at`. What goes live: three revisions under one id. */
export interface ReleaseTable {
  workspace_id: string
  id: string
  flow_id: string
  /** 1, 2, 3… within the flow. */
  number: number
  flow_revision: string
  model_revision: string
  routing_revision: string
  note: string
  created_by: string
  created_at: number
  retired_at: number | null
}

export interface SessionTable {
  workspace_id: string
  id: string
  site_id: string
  flow_id: string
  release_id: string
  visitor_id: string
  /** sha-256 (hex) of the bearer token. */
  token_hash: string
  idempotency_key: string
  /** sha-256 (hex) of the canonical first request. */
  request_hash: string
  status: 'open' | 'completed'
  /** Why it is not routed; null = trusted. */
  quarantine: string | null
  context_json: string
  /** Highest event number without a gap below. */
  last_seq: number
  /** Step the visitor stands at, for reports. */
  step: string
  lead_id: string | null
  /** When it becomes a partial lead unless the visitor goes on; null = it does not. */
  partial_at: number | null
  /** How far it got: 1 when reached. */
  started: number
  completed: number
  qualified: number
  created_at: number
  updated_at: number
}

/** Append-only. `sub` 0 = from the widget, 1 = written by the server right after event `seq`. */
export interface SessionEventTable {
  workspace_id: string
  session_id: string
  seq: number
  sub: number
  type: string
  /** SessionEvent without seq and at. */
  body_json: string
  /** Sender's clock. */
  at: number
  received_at: number
}

export interface BehaviorEventTable {
  workspace_id: string
  visitor_id: string
  /** From the widget: makes a repeated send harmless. */
  id: string
  session_id: string
  type: string
  path: string
  body_json: string
  at: number
  received_at: number
}

/** What somebody did elsewhere than on the site: told by the company's other systems. */
export interface ActivityEventTable {
  workspace_id: string
  /** The sender's own id with its source before it: makes a repeated send harmless. */
  id: string
  /** Null until somebody with this address or visitor id is a lead. */
  lead_id: string | null
  visitor_id: string | null
  /** Lower case. */
  email: string | null
  /** Who told: `api`, `import`, a connector's name. */
  source: string
  /** Slug of the catalogue of event types. */
  type: string
  /** Path of the page it happened on; empty = none. */
  path: string
  /** JSON: name, file, title, seconds, properties. */
  body_json: string
  /** Why no rule looks at it (`link_scanner`, `robot`…); null = it counts. */
  ignored: string | null
  /** sha-256 (hex) of what was sent: the same id with another hash is refused. */
  body_hash: string
  at: number
  received_at: number
}

/** First exposure of a unit. One row per experiment, version and unit. */
export interface ExposureTable {
  workspace_id: string
  flow_id: string
  experiment_id: string
  version: number
  unit_id: string
  variant: string
  /** 1 when the unit was later seen in another variant: left out of the counts. */
  crossed: number
  session_id: string | null
  at: number
}

export interface LeadTable {
  workspace_id: string
  id: string
  visitor_id: string
  session_id: string
  flow_id: string
  release_id: string
  /** Lower case; unique in the workspace. */
  email: string
  email_domain: string
  name: string | null
  company: string | null
  phone: string | null
  locale: string
  time_zone: string | null
  /** First touch: utm source, else referrer host, else `direct`. */
  source: string
  page_url: string
  /** Facts by name, as scored. */
  facts_json: string
  fit: number
  engagement: number
  score: number
  temperature: 'hot' | 'warm' | 'cold' | 'dead' | 'disqualified'
  stage: 'lead' | 'mql' | 'sal' | 'sql' | 'opportunity' | 'customer' | 'hold' | 'recycled' | 'disqualified'
  disqualified_reason: string | null
  /** Outcome of the newest routing decision. */
  outcome: string
  owner_id: string | null
  owner_name: string | null
  owner_email: string | null
  /** Newest consent for contact: JSON {purpose, text, textHash, locale, at, release}. */
  consent_json: string | null
  /** 1 when the conversation was left after e-mail and consent, until one is completed. */
  partial: number
  /** Questions a person was promised to answer. */
  open_questions: number
  model_revision: string
  created_at: number
  updated_at: number
}

/** What is known of a lead from elsewhere than a conversation. Laid over the answers before scoring. */
export interface LeadFactTable {
  workspace_id: string
  lead_id: string
  fact: string
  /** What a person of sales found out beats a CRM, and so on in this order. */
  source: 'sales' | 'crm' | 'api' | 'import' | 'enrichment'
  value_json: string
  /** `system`, the user's id, or the id of the API key. */
  actor: string
  at: number
}

/** What came of a lead after the hand-over: told by sales, the CRM or an import. */
export interface LeadOutcomeTable {
  workspace_id: string
  /** The sender's own id with its source and the kind before it: makes a repeated send harmless. */
  id: string
  lead_id: string
  kind: 'sql' | 'opportunity' | 'won' | 'lost' | 'rejected'
  /** In whole units of the currency; null = not told. */
  amount: number | null
  /** ISO 4217; null = not told. */
  currency: string | null
  /** Slug or words of whoever told. */
  reason: string | null
  /** Id of the deal where it was told; null = none. */
  external_id: string | null
  /** Who told: `studio`, `api`, `import`, a connector's name. */
  source: string
  /** The user's id, or the id of the API key. */
  actor: string
  /** When it happened. */
  at: number
  received_at: number
}

/** Rules of the lifecycle. Immutable; the highest number of a workspace holds, none = the defaults. */
export interface LifecycleVersionTable {
  workspace_id: string
  /** 1, 2, 3… */
  number: number
  /** LifecycleRules. */
  body_json: string
  actor: string
  actor_name: string
  at: number
}

/** The score is the sum of these (after the caps of their group), always. */
export interface LedgerEntryTable {
  workspace_id: string
  lead_id: string
  id: string
  group: 'fit' | 'engagement'
  rule_id: string
  points: number
  /** In words. */
  reason: string
  /** JSON: what the rule saw. */
  evidence_json: string
  model_revision: string
  /** When the fact or event happened: decay counts from here. */
  at: number
  /** Null = does not decay. */
  half_life_days: number | null
}

export interface RoutingDecisionTable {
  workspace_id: string
  lead_id: string
  id: string
  session_id: string
  /** Event number it came after. */
  after_seq: number
  step: string
  outcome: string
  rule_id: string
  owner_id: string | null
  team_id: string | null
  due_at: number | null
  /** RoutingRecord: every rule looked at, the pool, the counters. */
  record_json: string
  routing_revision: string
  at: number
}

export interface RoutingCounterTable {
  workspace_id: string
  team_id: string
  person_id: string
  assigned: number
  last_at: number
}

/** The lead's own history: created, rescored, stage changed, assigned, accepted, rejected… */
export interface LeadEventTable {
  workspace_id: string
  lead_id: string
  id: string
  type: string
  /** `system` or the user's id. */
  actor: string
  body_json: string
  at: number
}

export interface DestinationTable {
  workspace_id: string
  id: string
  /** Name of a connector in the registry. */
  connector: string
  name: string
  settings_json: string
  /** Sealed with the key outside the database; null = none. */
  secret_sealed: string | null
  enabled: number
  /** Set when a 410 or an operator disabled it. */
  disabled_reason: string | null
  created_at: number
}

/** The outbox. One row per lead, event type and destination; `id` is the stable webhook-id. */
export interface DeliveryTable {
  workspace_id: string
  id: string
  lead_id: string
  destination_id: string
  /** `lead.qualified`, `lead.updated`, … */
  event: string
  payload_json: string
  status: 'pending' | 'delivered' | 'dead' | 'cancelled'
  attempts: number
  next_at: number
  leased_until: number
  leased_by: string | null
  created_at: number
  delivered_at: number | null
}

export interface DeliveryAttemptTable {
  workspace_id: string
  delivery_id: string
  /** 1, 2, 3… */
  number: number
  at: number
  took_ms: number
  ok: number
  /** HTTP status or SMTP code; null when nothing answered. */
  status: number | null
  error: string | null
  /** First bytes of the answer, as text. */
  response: string | null
}

/** When a person takes meetings. One a person and workspace, over all flows. */
export interface CalendarTable {
  workspace_id: string
  /** Lower case: the person as the routing names them. */
  owner_email: string
  /** CalendarSettings. */
  settings_json: string
  updated_at: number
}

/** A meeting that a visitor booked in the built-in calendar. */
export interface BookingTable {
  workspace_id: string
  id: string
  lead_id: string
  session_id: string
  /** Lower case. */
  owner_email: string
  owner_name: string
  /** Where they meet: a link or words; empty = the owner writes. */
  place: string
  starts_at: number
  ends_at: number
  /** The visitor's, IANA name. */
  time_zone: string
  locale: string
  status: 'booked' | 'cancelled'
  /** Raised by each move: the SEQUENCE of the invitation. */
  version: number
  /** sha-256 (hex) of the token that moves or cancels it. */
  token_hash: string
  created_at: number
  updated_at: number
}

/** Each five minutes that a booking keeps free, its buffer included. The key makes a double booking impossible. */
export interface BookedTimeTable {
  workspace_id: string
  owner_email: string
  /** Five-minute pieces since 1970. */
  cell: number
  booking_id: string
}

/** Letters about bookings that wait for the mail server; emptied once sent. */
export interface BookingLetterTable {
  workspace_id: string
  id: string
  booking_id: string
  /** MailMessage; `{}` once it was sent. */
  letter_json: string
  status: 'pending' | 'sent' | 'dead'
  attempts: number
  next_at: number
  error: string | null
  created_at: number
}

/** A key with which another system of the company calls the API. */
export interface ApiKeyTable {
  workspace_id: string
  id: string
  name: string
  /** First characters of the key, by which people recognise it. */
  prefix: string
  /** sha-256 (hex) of the whole key; unique over all workspaces. */
  secret_hash: string
  /** JSON list of scopes. */
  scopes_json: string
  /** Id of the user who made it. */
  created_by: string
  created_at: number
  /** To the minute. */
  last_used_at: number | null
  revoked_at: number | null
}

/** One CSV file that was read in. */
export interface ImportTable {
  workspace_id: string
  id: string
  kind: 'leads' | 'events' | 'outcomes' | 'accounts'
  /** Name of the file, as the browser told. */
  file: string
  /** The user's id, or the id of the API key. */
  actor: string
  rows: number
  created: number
  updated: number
  unchanged: number
  refused: number
  at: number
}
