import type { Kysely } from 'kysely'
import type { Visit } from '../sessions/visit.ts'
import type { Database, LeadTable } from '../store/schema.ts'
import { lockLead } from './lead-rows.ts'
import { loadLeadSessions, loadVisits, VISITS } from './load-visits.ts'

/** What is known of a person before the visit at hand. */
export interface KnownPerson {
  readonly lead: LeadTable | null
  /** Whether anybody may have been told of the lead: a lead made by a robot alone was kept to ourselves. */
  readonly trusted: boolean
  /** Their other conversations, oldest first. */
  readonly visits: readonly Visit[]
  /** Under which ids they acted on the site, the visit's own included. */
  readonly visitorIds: readonly string[]
}

interface Whom {
  readonly visit: Visit
  readonly email: string
  /** Lead of the session so far: who corrects the address stays the same lead. */
  readonly leadId: string | null
}

/** Somebody who comes for the first time. */
export function nobodyKnown({ visitorId }: Visit): KnownPerson {
  return { lead: null, trusted: false, visits: [], visitorIds: [visitorId] }
}

/** Finds the person by address, else by the session's own lead; their lead stays locked until the unit ends. */
export async function findPerson(trx: Kysely<Database>, { visit, email, leadId }: Whom): Promise<KnownPerson> {
  const { workspaceId, sessionId, visitorId } = visit
  const byAddress = await lockLead(trx, { workspaceId, email })
  const lead = byAddress ?? (leadId === null ? null : await lockLead(trx, { workspaceId, id: leadId }))
  if (!lead) return nobodyKnown(visit)
  const sessions = await loadLeadSessions(trx, workspaceId, lead.id)
  const others = sessions.map(session => session.id).filter(id => id !== sessionId)
  return {
    lead,
    trusted: sessions.length > 0,
    visits: await loadVisits(trx, workspaceId, others.sort().slice(-VISITS)),
    visitorIds: [...new Set([visitorId, ...sessions.map(session => session.visitorId)])],
  }
}
