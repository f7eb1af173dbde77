import type { Kysely } from 'kysely'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/**
 * Columns of a lead that intake leaves empty. What people last said about it (migration 0003), empty again when it is
 * undone; since when it stands in its stage and who put it there (migration 0013). The history is in `lead_events`.
 */
type StandingColumns = {
  verdict: 'accepted' | 'rejected' | null
  /** Id of the lead event with the details. */
  verdict_event: string | null
  /** Null = since it was made. */
  stage_since: number | null
  /** Id of the person or API key that put it there; null = the rules did. */
  stage_by: string | null
}

export type StandingDatabase = { leads: StandingColumns }

/** The same connection or transaction, with these columns in its types too. */
export function withVerdicts(db: Kysely<Database>): Kysely<Database & StandingDatabase> {
  return db.withTables<StandingDatabase>()
}

/** Whether a rule of the score model, and nobody's word, disqualified a lead. */
export function isByRule(lead: Pick<LeadTable, 'stage'> & Pick<StandingColumns, 'verdict' | 'stage_by'>): boolean {
  return lead.stage === 'disqualified' && lead.verdict === null && lead.stage_by === null
}
