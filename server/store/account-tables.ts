/** A lead that was merged into another: its id still names the person. */
export interface LeadAliasTable {
  workspace_id: string
  alias_id: string
  /** The lead it is now; never an alias itself. */
  lead_id: string
}

/** Addresses of leads that have several, all of them. */
export interface LeadAddressTable {
  workspace_id: string
  /** Lower case. */
  email: string
  lead_id: string
  /** The merge that made it one of several. */
  merge_id: string
}

/** Two leads that became one, and all it takes to take that back. */
export interface LeadMergeTable {
  workspace_id: string
  id: string
  into_id: string
  from_id: string
  /** The user's id. */
  actor: string
  actor_name: string
  /** JSON of the merged lead's row, ledger and facts as they were, and of the other's before and after: `MergeRecord`. */
  record_json: string
  at: number
  /** Null while it stands. */
  undone_at: number | null
}

/** Rows that a merge moved: they go back where they came from. */
export interface LeadMergeRowTable {
  workspace_id: string
  merge_id: string
  table_name: string
  row_key: string
}

/** Two leads that a person said are not the same one. */
export interface LeadApartTable {
  workspace_id: string
  /** The smaller id of the two. */
  lead_id: string
  other_id: string
  actor: string
  at: number
}

/** A domain that belongs to another one's account: a subsidiary, an older name. */
export interface AccountDomainTable {
  workspace_id: string
  /** Lower case. */
  domain: string
  /** Domain that names the account; never one of these itself. */
  account: string
}

/** One line of the priority list. */
export interface PriorityAccountTable {
  workspace_id: string
  /** Lower case: a domain, or one with `*` for any characters. */
  pattern: string
  /** 0 keeps a domain off the list that a wider pattern would put on it. */
  listed: number
  name: string | null
  note: string | null
  actor: string
  at: number
}

/** What an account comes to, for those with several people: kept current by the account worker. */
export interface AccountTable {
  workspace_id: string
  domain: string
  people: number
  score: number
  /** Until when its people make a buying committee; 0 = they do not. */
  committee_until: number
  /** AccountLines: what the score is made of. */
  lines_json: string
  updated_at: number
}

/** Accounts to look at again: somebody of theirs came, left or changed. */
export interface AccountWorkTable {
  workspace_id: string
  domain: string
  due_at: number
}

/** AccountSettings of a workspace; none = the defaults. */
export interface AccountSettingsTable {
  workspace_id: string
  settings_json: string
  updated_at: number
}

/** One line of the list of competitors: nobody there is scored. */
export interface CompetitorTable {
  workspace_id: string
  /** Lower case: a domain, or one with `*` for any characters. */
  pattern: string
  note: string | null
  /** The user's id, and their name then. */
  actor: string
  actor_name: string
  at: number
}

/** Lines that were put on that list or taken off it, until everybody there is scored anew. */
export interface CompetitorWorkTable {
  workspace_id: string
  pattern: string
  /** Id of the last lead that was looked at; empty = none yet. */
  after_lead: string
  noted_at: number
}
