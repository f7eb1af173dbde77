export interface BehaviorEventTable {
  workspace_id: string
  visitor_id: string
  /** From the widget: makes a repeated send harmless. */
  id: string
  session_id: string
  type: string
  path: string
  body_json: string
  at: number
  received_at: number
}

/** What somebody did elsewhere than on the site: told by the company's other systems. */
export interface ActivityEventTable {
  workspace_id: string
  /** The sender's own id with its source before it: makes a repeated send harmless. */
  id: string
  /** Null until somebody with this address or visitor id is a lead. */
  lead_id: string | null
  visitor_id: string | null
  /** Lower case. */
  email: string | null
  /** Who told: `api`, `import`, a connector's name. */
  source: string
  /** Slug of the catalogue of event types. */
  type: string
  /** Path of the page it happened on; empty = none. */
  path: string
  /** JSON: name, file, title, seconds, properties. */
  body_json: string
  /** Why no rule looks at it (`link_scanner`, `robot`…); null = it counts. */
  ignored: string | null
  /** sha-256 (hex) of what was sent: the same id with another hash is refused. */
  body_hash: string
  at: number
  received_at: number
}
