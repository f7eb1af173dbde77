export interface DestinationTable {
  workspace_id: string
  id: string
  /** Name of a connector in the registry. */
  connector: string
  name: string
  settings_json: string
  /** Sealed with the key outside the database; null = none. */
  secret_sealed: string | null
  enabled: number
  /** Set when a 410 or an operator disabled it. */
  disabled_reason: string | null
  created_at: number
}

/** The outbox. One row per lead, event type and destination; `id` is the stable webhook-id. */
export interface DeliveryTable {
  workspace_id: string
  id: string
  lead_id: string
  destination_id: string
  /** `lead.qualified`, `lead.updated`, … */
  event: string
  payload_json: string
  status: 'pending' | 'delivered' | 'dead' | 'cancelled'
  attempts: number
  next_at: number
  leased_until: number
  leased_by: string | null
  created_at: number
  delivered_at: number | null
}

export interface DeliveryAttemptTable {
  workspace_id: string
  delivery_id: string
  /** 1, 2, 3… */
  number: number
  at: number
  took_ms: number
  ok: number
  /** HTTP status or SMTP code; null when nothing answered. */
  status: number | null
  error: string | null
  /** First bytes of the answer, as text. */
  response: string | null
}
