/** When a person takes meetings. One a person and workspace, over all flows. */
export interface CalendarTable {
  workspace_id: string
  /** Lower case: the person as the routing names them. */
  owner_email: string
  /** CalendarSettings. */
  settings_json: string
  updated_at: number
}

/** A meeting that a visitor booked in the built-in calendar. */
export interface BookingTable {
  workspace_id: string
  id: string
  lead_id: string
  session_id: string
  /** Lower case. */
  owner_email: string
  owner_name: string
  /** Where they meet: a link or words; empty = the owner writes. */
  place: string
  starts_at: number
  ends_at: number
  /** The visitor's, IANA name. */
  time_zone: string
  locale: string
  status: 'booked' | 'cancelled'
  /** Raised by each move: the SEQUENCE of the invitation. */
  version: number
  /** sha-256 (hex) of the token that moves or cancels it. */
  token_hash: string
  created_at: number
  updated_at: number
}

/** Each five minutes that a booking keeps free, its buffer included. The key makes a double booking impossible. */
export interface BookedTimeTable {
  workspace_id: string
  owner_email: string
  /** Five-minute pieces since 1970. */
  cell: number
  booking_id: string
}

/** Letters about bookings that wait for the mail server; emptied once sent. */
export interface BookingLetterTable {
  workspace_id: string
  id: string
  booking_id: string
  /** MailMessage; `{}` once it was sent. */
  letter_json: string
  status: 'pending' | 'sent' | 'dead'
  attempts: number
  next_at: number
  error: string | null
  created_at: number
}
