import type { LeadTable } from '../store/lead-tables.ts'

/** What stands for the conversation of a lead that never had one. */
export const NO_SESSION = ''

/** Whether a lead came from a file, and has had no conversation since. */
export function isImported(lead: Pick<LeadTable, 'session_id'>): boolean {
  return lead.session_id === NO_SESSION
}
