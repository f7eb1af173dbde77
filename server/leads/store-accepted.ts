import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Routed } from '../routing/route.ts'
import type { NewRows } from '../sessions/define-insert.ts'
import { insertAll } from '../sessions/insert-all.ts'
import type { Visit } from '../sessions/visit.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { AcceptDeps } from './accepted-lead.ts'
import { newestAnswers } from './lead-answers.ts'
import type { CardConsent, CardQuestion } from './lead-card-type.ts'
import { changesOf } from './lead-changes.ts'
import { historyRows, insertLead, updateLead } from './lead-rows.ts'
import { ledgerRows, replaceLedger } from './ledger-rows.ts'
import type { Projection } from './project-lead.ts'
import { decisionRow } from './record-decision.ts'
import { tellOfLead, tellOfNewLead } from './tell-of-lead.ts'

interface Accepted {
  readonly lead: LeadTable
  readonly before: LeadTable | null
  /** The lead before as others were told of it; null = they know nothing of it yet. */
  readonly told: LeadTable | null
  readonly visit: Visit
  readonly consent: CardConsent
  /** All conversations of the person, oldest first. */
  readonly visits: readonly Visit[]
  readonly questions: readonly CardQuestion[]
  /** What the person said: what the lead's row keeps. */
  readonly facts: Facts
  readonly projection: Projection
  readonly routed: Routed | null
  readonly step: string | null
  /** What the conversation itself is among the visitor's acts. */
  readonly acts: NewRows
}

/** Stores a lead with its ledger, history, decision and deliveries; says whether a delivery waits. Throws LeadRaceError. */
export async function storeAccepted(trx: Kysely<Database>, deps: AcceptDeps, accepted: Accepted): Promise<boolean> {
  const { lead, before, told, visit, consent, visits, questions, facts, projection, routed, step, acts } = accepted
  const key = { workspaceId: lead.workspace_id, leadId: lead.id }
  const at = lead.updated_at
  const history = historyRows({ ...key, at, newId: deps.newId }, changesOf(before, lead, { visit, consent, routed }))
  const decision =
    routed && step !== null ? [decisionRow({ id: deps.newId(), visit, leadId: lead.id, step, routed, at })] : []
  const news = { after: lead, lines: projection.folded.lines, answers: newestAnswers(visits), questions, facts }
  if (before) {
    await updateLead(trx, lead)
    await replaceLedger(trx, key, projection.entries)
    await insertAll(trx, history, [...decision, acts])
    return await tellOfLead(trx, deps, { ...news, before: told })
  }
  const deliveries = await tellOfNewLead(trx, deps, news)
  await insertLead(trx, lead, [...ledgerRows(key, projection.entries), history, ...decision, acts, ...deliveries])
  return deliveries.some(({ count }) => count > 0)
}
