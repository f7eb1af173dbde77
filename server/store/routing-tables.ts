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

/**
 * Columns of a decision that the conversation leaves at their defaults (migration 0023): they tell of an owner that came after
 * it.
 */
export interface LaterDecisionColumns {
  /** `conversation`, `later` = routed once something had changed, `manual` = a person chose, `undone` = that was taken back. */
  kind: 'conversation' | 'later' | 'manual' | 'undone'
  /** Slug of what set it off; null in a conversation. */
  why: HandOverTable['why'] | null
  /** `system`, the user's id, or `automation:` and its id; null in a conversation. */
  actor: string | null
  actor_name: string | null
  /** JSON OwnerBefore: what a change by hand replaced. */
  before_json: string | null
}

/** Leads that wait to be given to somebody, after the commit of what is the reason. */
export interface HandOverTable {
  workspace_id: string
  id: string
  lead_id: string
  /** Turned hot; reached SAL; on the priority list; its owner left; an automation or a person wants it. */
  why: 'hot' | 'sal' | 'priority' | 'owner_left' | 'automation' | 'manual'
  /** JSON Target: to whom. */
  target_json: string
  /** Only while this person has it; null = only while nobody has it, but where an automation names who gets it. */
  from_owner: string | null
  /** `system`, the user's id, or `automation:` and its id. */
  actor: string
  actor_name: string | null
  /** How many automations in a row led to it. */
  depth: number
  attempts: number
  next_at: number
  at: number
}

/** Who was taken out of a workspace: no lead goes to them until they are in it again. */
export interface FormerMemberTable {
  workspace_id: string
  /** In small letters. */
  email: string
  at: number
}
