import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'

/** What people last said about a lead (migration 0003); empty again when it is undone. The history is in `lead_events`. */
type VerdictColumns = {
  verdict: 'accepted' | 'rejected' | null
  /** Id of the lead event with the details. */
  verdict_event: string | null
}

type VerdictDatabase = { leads: VerdictColumns }

/** The same connection or transaction, with these columns in its types too. */
export function withVerdicts(db: Kysely<Database>): Kysely<Database & VerdictDatabase> {
  return db.withTables<VerdictDatabase>()
}
