import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { type AcceptDeps, type AcceptedLead, type AcceptLeadInput, NOBODY } from './accepted-lead.ts'
import { routeVisit, scoreVisit } from './judge-visit.ts'
import { nobodyKnown } from './known-person.ts'
import { offerOf } from './record-decision.ts'
import { withdrawConsent } from './withdraw-consent.ts'

/** Nobody to write to: the visitor still gets the way on that their answers deserve, but nothing is kept of it. */
export async function decideWithoutLead(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  input: AcceptLeadInput,
): Promise<AcceptedLead> {
  const { visit, step, leadId, at } = input
  const { release, played } = visit
  if (leadId !== null) await withdrawConsent(trx, deps, { visit, leadId, at })
  if (step === null) return { ...NOBODY, outcome: release.routing.fallback.outcome }
  const { facts } = played
  const known = nobodyKnown(visit)
  const projection = await scoreVisit(trx, deps, { ...input, known, facts, hasActs: true, colleagues: 0, email: null })
  const routed = await routeVisit(trx, deps, { ...input, facts, projection, known })
  return { ...NOBODY, outcome: routed.outcome, ...offerOf(routed) }
}
