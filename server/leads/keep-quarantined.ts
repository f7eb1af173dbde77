import type { Kysely } from 'kysely'
import { visitFacts } from '../sessions/server-facts.ts'
import type { Database } from '../store/schema.ts'
import { type AcceptDeps, type AcceptedLead, type AcceptLeadInput, NOBODY } from './accepted-lead.ts'
import { isKnownAddress } from './known-person.ts'
import type { CardConsent } from './lead-card-type.ts'
import type { Contact } from './lead-contact.ts'
import { questionsOf } from './lead-questions.ts'
import { historyRows, insertLead } from './lead-rows.ts'
import { touchOf } from './lead-source.ts'
import { ledgerRows } from './ledger-rows.ts'
import { sourceFacts } from './load-source-rules.ts'
import { type Projection, projectLead } from './project-lead.ts'
import { toLeadRow } from './to-lead-row.ts'

/** Looks like a robot: kept for people to see, owned by nobody, told to nobody. */
export async function keepQuarantined(
  trx: Kysely<Database>,
  deps: AcceptDeps,
  input: AcceptLeadInput & { readonly contact: Contact | null; readonly consent: CardConsent | null },
): Promise<AcceptedLead> {
  const { visit, contact, consent, at } = input
  const { workspaceId, release } = visit
  const none = { ...NOBODY, leadId: input.leadId, outcome: release.routing.fallback.outcome }
  if (!contact || !consent || (await isKnownAddress(trx, workspaceId, contact.email))) return none
  const facts = visitFacts(visit)
  const known = { ...facts, ...(await sourceFacts(trx, workspaceId, touchOf(visit.context))) }
  const scored = projectLead({ release, facts: known, events: [], colleagues: 0, askedForSales: false, at })
  const projection: Projection = { ...scored, stage: 'lead' }
  const leadId = deps.newId()
  const created = { type: 'created' as const, body: { session: visit.sessionId, quarantine: visit.quarantine } }
  const row = { leadId, visit, contact, consent, facts, projection, routed: null, before: null, at }
  const lead = toLeadRow({ ...row, partial: false, questions: questionsOf([visit]) })
  const key = { workspaceId, leadId }
  await insertLead(trx, lead, [
    ...ledgerRows(key, projection.entries),
    historyRows({ ...key, at, newId: deps.newId }, [created]),
  ])
  return { ...none, leadId, change: 'created' }
}
