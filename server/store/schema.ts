import type {
  AccountDomainTable,
  AccountSettingsTable,
  AccountTable,
  AccountWorkTable,
  CompetitorTable,
  CompetitorWorkTable,
  LeadAddressTable,
  LeadAliasTable,
  LeadApartTable,
  LeadMergeRowTable,
  LeadMergeTable,
  PriorityAccountTable,
} from './account-tables.ts'
import type { ActivityEventTable, BehaviorEventTable } from './activity-tables.ts'
import type { BookedTimeTable, BookingLetterTable, BookingTable, CalendarTable } from './booking-tables.ts'
import type { ContentSettingsTable } from './content-tables.ts'
import type { DeliveryAttemptTable, DeliveryTable, DestinationTable } from './delivery-tables.ts'
import type { FlowTable, ReleaseTable, RevisionTable } from './flow-tables.ts'
import type { ImportTable } from './import-tables.ts'
import type {
  LeadEventTable,
  LeadFactTable,
  LeadOutcomeTable,
  LeadTable,
  LedgerEntryTable,
  LifecycleVersionTable,
} from './lead-tables.ts'
import type { LearningReportTable } from './learning-tables.ts'
import type {
  ModelBacktestTable,
  ModelReviewMailTable,
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
import type { FormerMemberTable, HandOverTable, RoutingCounterTable, RoutingDecisionTable } from './routing-tables.ts'
import type { ExposureTable, SessionEventTable, SessionTable } from './session-tables.ts'
import type { ApiKeyTable, LoaderVersionTable, SiteTable, WorkspaceTable } from './site-tables.ts'
import type { SourceRulesTable } from './source-tables.ts'

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
  model_review_mails: ModelReviewMailTable
  model_backtests: ModelBacktestTable
  learning_reports: LearningReportTable
  model_trials: ModelTrialTable
  shadow_scores: ShadowScoreTable
  ledger_entries: LedgerEntryTable
  routing_decisions: RoutingDecisionTable
  routing_counters: RoutingCounterTable
  lead_hand_overs: HandOverTable
  former_members: FormerMemberTable
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
  competitors: CompetitorTable
  competitor_work: CompetitorWorkTable
  content_settings: ContentSettingsTable
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
  source_rules: SourceRulesTable
}
