/** A named condition over leads. Who is in it is worked out when it is asked. */
export interface SegmentTable {
  workspace_id: string
  id: string
  name: string
  /** Condition. */
  condition_json: string
  /** 1 while an automation that is on waits for people to enter or leave it: then `segment_members` is kept. */
  watched: number
  created_at: number
  updated_at: number
}

/** Who was in a watched segment when last looked at: tells entering from being in. */
export interface SegmentMemberTable {
  workspace_id: string
  segment_id: string
  lead_id: string
  since: number
}

export interface MailTemplateTable {
  workspace_id: string
  id: string
  name: string
  /** `marketing` needs a consent of its own; `answer` is sent for something the person asked for lately. */
  purpose: 'marketing' | 'answer'
  /** Language that stands in where a lead's own is missing. */
  locale: string
  /** JSON: {subject, body} by language. */
  texts_json: string
  created_at: number
  updated_at: number
}

export interface AutomationTable {
  workspace_id: string
  id: string
  name: string
  enabled: number
  /** AutomationSpec: when, and, unless, then, how often. */
  spec_json: string
  /** When leads were last looked through for it; only triggers that wait for time to pass need that. */
  swept_at: number
  /** When it was switched on last: what somebody did before sets it off no more. */
  on_since: number
  created_at: number
  updated_at: number
}

/** What changed of a lead and no automation has looked at yet. Written with the change, gone once it was looked at. */
export interface LeadChangeTable {
  workspace_id: string
  id: string
  lead_id: string
  /** LeadMark before and after; null = the lead is new. */
  before_json: string | null
  after_json: string
  /** How many automations in a row led to it. */
  depth: number
  attempts: number
  next_at: number
  at: number
}

/** One automation that looked at one lead: it fired, or why it did not. */
export interface AutomationRunTable {
  workspace_id: string
  id: string
  automation_id: string
  lead_id: string
  /** Unique within the automation: what makes it fire once. */
  once_key: string
  fired: number
  /** Slug, when it did not fire. */
  reason: string | null
  /** TriggerSeen: what happened, with figures. */
  seen_json: string
  depth: number
  at: number
}

/** One action of a run, queued. `{run}-{number}` is the Message-ID of its mail. */
export interface AutomationStepTable {
  workspace_id: string
  run_id: string
  number: number
  automation_id: string
  lead_id: string
  kind: string
  /** Action, as it stood when the run fired. A `wait` holds up those after it. */
  action_json: string
  status: 'pending' | 'done' | 'skipped' | 'dead' | 'cancelled'
  /** Slug: why it waits, was left out or failed. */
  reason: string | null
  /** JSON: what was sent, to whom, what the other side said. */
  detail_json: string
  attempts: number
  next_at: number
  leased_until: number
  /** Since when it may be done: when the run fired, or the wait before it was over. */
  created_at: number
  done_at: number | null
}

/** Who is not written to any more. The address is a keyed hash: it outlives the lead. */
export interface MailSuppressionTable {
  workspace_id: string
  email_hash: string
  reason: 'unsubscribed'
  at: number
}

export interface NurtureSettingsTable {
  workspace_id: string
  /** NurtureSettings. */
  settings_json: string
  /** 1 = nothing is done until it is 0 again. */
  paused: number
  updated_at: number
}

export interface EnrichmentSettingsTable {
  workspace_id: string
  /** JSON list of the enrichers that are switched on. */
  enabled_json: string
  updated_at: number
}

/** One lead that an enricher looks at. */
export interface EnrichmentJobTable {
  workspace_id: string
  lead_id: string
  /** Name in the registry. */
  enricher: string
  /** What is looked up: a domain. */
  subject: string
  status: 'pending' | 'done' | 'skipped' | 'failed'
  /** Slug, unless it is done. */
  reason: string | null
  attempts: number
  next_at: number
  leased_until: number
  created_at: number
  done_at: number | null
}

/** What an enricher found of a subject, for all its leads. */
export interface EnrichmentCacheTable {
  workspace_id: string
  enricher: string
  subject: string
  /** JSON list of findings: fact, value, evidence. */
  findings_json: string
  fetched_at: number
  expires_at: number
}
