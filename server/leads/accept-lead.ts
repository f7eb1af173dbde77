import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { acceptTrustedVisit } from './accept-trusted-visit.ts'
import type { AcceptDeps, AcceptedLead, AcceptLeadInput } from './accepted-lead.ts'
import { decideWithoutLead } from './decide-without-lead.ts'
import { keepQuarantined } from './keep-quarantined.ts'
import { contactConsentOf, contactOf } from './lead-contact.ts'

/**
 * Makes or updates the lead of a visit, inside the unit that stores the visit: one lead a person, scored from all their
 * answers and acts, routed, with its history and deliveries. Without an address or consent for contact there is only a
 * decision, and a lead that took the consent back is not told of any more; a quarantined visit is kept but never routed or
 * delivered, and never touches a lead that exists.
 * Throws LeadRaceError when the unit must be run again.
 */
export async function acceptLead(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  input: AcceptLeadInput,
): Promise<AcceptedLead> {
  const { visit, at } = input
  const contact = contactOf(visit.release.flow, visit.played.facts)
  const consent = contact && contactConsentOf(visit, input.consentAt ?? at)
  if (visit.quarantine !== null) return await keepQuarantined(trx, deps, { ...input, contact, consent })
  if (!contact || !consent) return await decideWithoutLead(trx, deps, input)
  return await acceptTrustedVisit(trx, deps, { ...input, contact, consent })
}
