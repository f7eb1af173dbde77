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
  /** ModelTest of its score model when it was published; null = it was not tested. */
  tested_json: string | null
}
