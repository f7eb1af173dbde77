import type { Kysely } from 'kysely'
import { loadAccountRules } from '../accounts/account-rules.ts'
import type { Visit } from '../sessions/visit.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isImported } from './is-imported.ts'
import { lockLead } from './lead-rows.ts'
import { loadLeadSessions, loadVisits, VISITS } from './load-visits.ts'
import { findByOtherAddress, findLeadByAddress } from './resolve-lead.ts'

/** What is known of a person before the visit at hand. */
export interface KnownPerson {
  readonly lead: LeadTable | null
  /** Whether anybody may have been told of the lead: a lead made by a robot alone was kept to ourselves. */
  readonly trusted: boolean
  /** Their other conversations, oldest first. */
  readonly visits: readonly Visit[]
  /** Under which ids they acted on the site, the visit's own included. */
  readonly visitorIds: readonly string[]
  /** Two leads of theirs were merged: they write from more than one address. */
  readonly hasAddresses: boolean
}

interface Whom {
  readonly visit: Visit
  readonly email: string
  /** Lead of the session so far: who corrects the address stays the same lead. */
  readonly leadId: string | null
}

/** Somebody who comes for the first time. */
export function nobodyKnown({ visitorId }: Visit): KnownPerson {
  return { lead: null, trusted: false, visits: [], visitorIds: [visitorId], hasAddresses: false }
}

/** Finds the person by address, else by the session's own lead; their lead stays locked until the unit ends. */
export async function findPerson(trx: Kysely<Database>, { visit, email, leadId }: Whom): Promise<KnownPerson> {
  const { workspaceId, sessionId, visitorId } = visit
  const byAddress = (await lockLead(trx, { workspaceId, email })) ?? (await lockMerged(trx, workspaceId, email))
  const lead = byAddress ?? (leadId === null ? null : await lockLead(trx, { workspaceId, id: leadId }))
  if (!lead) return nobodyKnown(visit)
  const sessions = await loadLeadSessions(trx, workspaceId, lead.id)
  const others = sessions.map(session => session.id).filter(id => id !== sessionId)
  return {
    lead,
    trusted: sessions.length > 0 || isImported(lead),
    visits: await loadVisits(trx, workspaceId, others.sort().slice(-VISITS)),
    visitorIds: [...new Set([visitorId, ...sessions.map(session => session.visitorId)])],
    hasAddresses: await hasAddresses(trx, lead),
  }
}

/** Whether somebody has this address, as their newest or as one of a lead that was merged into theirs. */
export async function isKnownAddress(trx: Kysely<Database>, workspaceId: string, email: string): Promise<boolean> {
  return (await findLeadByAddress(trx, workspaceId, email)) !== null
}

async function lockMerged(trx: Kysely<Database>, workspaceId: string, email: string): Promise<LeadTable | null> {
  const id = await findByOtherAddress(trx, workspaceId, email)
  return id === null ? null : await lockLead(trx, { workspaceId, id })
}

async function hasAddresses(trx: Kysely<Database>, { workspace_id, id }: LeadTable): Promise<boolean> {
  if (!(await loadAccountRules(trx, workspace_id)).hasMerged) return false
  const row = await trx
    .selectFrom('lead_addresses')
    .select('email')
    .where('workspace_id', '=', workspace_id)
    .where('lead_id', '=', id)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
