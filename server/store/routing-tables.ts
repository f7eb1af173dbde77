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
