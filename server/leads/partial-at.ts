import type { Visit } from '../sessions/visit.ts'
import { contactConsentOf, contactOf } from './lead-contact.ts'

/** How long somebody who left their address may stay away before they count as gone. */
export const PARTIAL_AFTER_MS = 30 * 60_000

/**
 * When a conversation becomes a partial lead unless it goes on: with an address and consent, and no decision that made a
 * lead of them; else null.
 */
export function partialAt(
  visit: Visit,
  { leadId, at }: { readonly leadId: string | null; readonly at: number },
): number | null {
  const { played, quarantine, release } = visit
  if (quarantine !== null || played.done || (leadId !== null && played.decisions.size > 0)) return null
  const { facts } = played
  return contactOf(release.flow, facts) && contactConsentOf(visit, at) ? at + PARTIAL_AFTER_MS : null
}
