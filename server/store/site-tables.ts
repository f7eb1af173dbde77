export interface WorkspaceTable {
  id: string
  name: string
  created_at: number
  /** Who its mails are from, in words; null = as the installation says. */
  mail_name: string | null
  /** Where answers to its mails go that have no better place; null = to the sender. */
  mail_reply_to: string | null
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
