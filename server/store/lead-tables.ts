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
  /** Of the first touch, in lower case; null = its address named none. */
  medium: string | null
  campaign: string | null
  /** By the workspace's source rules: 1 (first) … 5, and who works with its leads to begin with. */
  source_priority: number
  source_owner: 'marketing' | 'sales'
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
  /** Marks of a list, as last scored: 1 = its company is on the priority list, 1 = a buying committee came. */
  priority_account: number
  committee: number
  /** Things about it that cannot well be true together. */
  flags: number
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
