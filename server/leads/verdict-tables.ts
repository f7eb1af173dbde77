import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

/** Migration 0003. */
export type VerdictDatabase = {
  lead_verdicts: LeadVerdictTable
}

/** What people last said about a lead; gone again when it is undone. The history is in `lead_events`. */
type LeadVerdictTable = {
  workspace_id: string
  lead_id: string
  /** Of the lead event with the details. */
  event_id: string
  verdict: 'accepted' | 'rejected'
  at: number
}

/** The same connection or transaction, with this table in its types too. */
export function withVerdicts(db: Kysely<Database>): Kysely<Database & VerdictDatabase> {
  return db.withTables<VerdictDatabase>()
}
