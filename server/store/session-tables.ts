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
