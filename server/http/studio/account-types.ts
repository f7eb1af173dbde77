import type { AccountRow, AccountSort } from '../../accounts/list-accounts.ts'
import type { MergePreview } from '../../leads/preview-merge.ts'
import type { LikelySame, Likeness, OtherLead } from '../../leads/same-person.ts'
import type { StandingMerge } from '../../leads/standing-merges.ts'
import type { LeadRow } from './studio-types.ts'

export type { AccountPage } from '../../accounts/account-page.ts'
export type { AccountLine } from '../../accounts/account-score.ts'
export type { AccountSettings } from '../../accounts/account-settings.ts'
export type { CompetitorRow } from '../../accounts/list-competitors.ts'
export type { CompetitorProblem, SavedCompetitors } from '../../accounts/save-competitors.ts'
export type { PriorityImport, PriorityProblem } from '../../accounts/save-priority.ts'
export type { AccountRow, AccountSort, LikelySame, Likeness, MergePreview, OtherLead, StandingMerge }

// — Accounts —————————————————————————————————————————————————————————————————

/** GET /api/accounts → AccountsPage. All parts are optional. */
export interface AccountsQuery {
  /** Looks in domains and company names. */
  readonly q?: string
  readonly priority?: 'yes'
  readonly committee?: 'yes'
  /** Default `score`. */
  readonly sort?: AccountSort
  /** How many to pass over. */
  readonly from?: string
}
export interface AccountsPage {
  readonly accounts: readonly AccountRow[]
  /** Under the same filters, on all pages. */
  readonly count: number
  /** Pass as `from`; null on the last page. */
  readonly next: number | null
  /** Whether there is a priority list at all. */
  readonly priorityLines: number
}
// GET /api/accounts.csv → all of them. GET /api/accounts/:domain → AccountPage, by any of its domains; 404 `not_found`.

/** PUT /api/accounts/:domain/domains → AccountPage. 422 `invalid_body` with a pointer to the domain that cannot be one. */
export interface DomainsRequest {
  readonly domains: readonly string[]
}
/** PUT /api/accounts/:domain/priority → AccountPage. */
export interface PriorityRequest {
  readonly listed: boolean
}

/** GET /api/priority-accounts → PriorityLineRow[]. */
export interface PriorityLineRow {
  /** A domain, or one with `*` for any characters. */
  readonly pattern: string
  /** False keeps a domain off the list that a wider pattern would put on it. */
  readonly listed: boolean
  readonly name: string | null
  readonly note: string | null
  readonly at: number
}
/** POST /api/priority-accounts → PriorityImport: one company a row, domain first, then name and note. `dryRun` stores nothing. */
export interface PriorityImportRequest {
  readonly csv: string
  readonly dryRun?: boolean
}
// DELETE /api/priority-accounts/:pattern → { ok: true }; 404 `not_found`.
// GET and PUT /api/account-settings: AccountSettings.

/** POST /api/competitors → SavedCompetitors: lines that name no company are told, the rest is kept. GET /api/competitors → CompetitorRow[]. */
export interface CompetitorsRequest {
  /** Domains, or patterns with `*`. */
  readonly domains: readonly string[]
  readonly note?: string
}
// DELETE /api/competitors/:pattern → { ok: true }; 404 `not_found`. Leads there are scored anew after either.

// — Leads that are one person —————————————————————————————————————————————————

/** GET /api/leads/:id/same → SamePerson. `q` looks in names, addresses and companies. */
export interface SameQuery {
  readonly q?: string
}
export interface SamePerson {
  /** Likely the same person; nothing is merged unless somebody says so. */
  readonly likely: readonly LikelySame[]
  /** Found by `q`. */
  readonly found: readonly OtherLead[]
  /** What was merged into this lead, newest first. */
  readonly merged: readonly StandingMerge[]
}
/** POST /api/leads/:id/merge-preview → MergePreview; POST /api/leads/:id/merge → MergedLead; POST /api/leads/:id/apart → { ok: true }. */
export interface OtherRequest {
  /** Id of the other lead. */
  readonly other: string
}
export interface MergedLead {
  /** Pass to `/merges/:id/undo`. */
  readonly merge: string
  readonly lead: LeadRow
}
/** POST /api/merges/:id/undo with `{}`. 409 `conflict` when it was taken back or a newer one must be first. */
export interface SplitLeads {
  readonly lead: LeadRow
  readonly other: LeadRow
}
