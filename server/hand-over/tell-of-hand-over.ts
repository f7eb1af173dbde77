import type { Kysely } from 'kysely'
import { enqueueDeliveries } from '../delivery/enqueue.ts'
import type { Deps } from '../deps.ts'
import { loadLeadCard } from '../leads/lead-card.ts'
import { loadToldFacts } from '../leads/lead-facts.ts'
import { toLeadPayload } from '../leads/lead-payload.ts'
import type { Routed } from '../routing/route.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { HandOverActor, HandOverWhy, PayloadHandOver } from './hand-over-type.ts'

interface HandedOver {
  /** With its new owner. */
  readonly lead: LeadTable
  readonly routed: Routed
  readonly why: HandOverWhy
  readonly actor: HandOverActor
  readonly from: string | null
  readonly at: number
}

/** Queues `lead.handed_over`, in the hand-over's own unit; says whether a delivery waits. */
export async function tellOfHandOver(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { lead, routed, why, actor, from, at }: HandedOver,
): Promise<boolean> {
  const { dueAt, record } = routed
  const handOver: PayloadHandOver = {
    status: 'done',
    why,
    reason: record.reason,
    from,
    by: actor.name,
    dueAt: dueAt === null ? null : new Date(dueAt).toISOString(),
  }
  const payload = await loadPayload(trx, lead, at)
  return (
    payload !== null && (await enqueue(trx, deps, { lead, event: 'lead.handed_over', data: { ...payload, handOver } }))
  )
}

/**
 * The same for a lead that was announced as about to be handed over, and that nobody got: who waited for that word is told that
 * it is qualified.
 */
export async function tellOfNobody(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  lead: LeadTable,
  at: number,
): Promise<boolean> {
  const payload = await loadPayload(trx, lead, at)
  return payload !== null && (await enqueue(trx, deps, { lead, event: 'lead.qualified', data: payload }))
}

/** Null for somebody who took the consent back: told of to nobody. */
async function loadPayload(trx: Kysely<Database>, lead: LeadTable, at: number) {
  if (lead.consent_json === null) return null
  const card = await loadLeadCard(trx, lead.workspace_id, lead.id, at)
  if (!card) return null
  const told = await loadToldFacts(trx, lead.workspace_id, lead.id)
  return toLeadPayload(lead, card.score.lines, card.answers, card.booking, card.questions, { told })
}

interface News {
  readonly lead: LeadTable
  readonly event: 'lead.handed_over' | 'lead.qualified'
  readonly data: unknown
}

async function enqueue(trx: Kysely<Database>, deps: Pick<Deps, 'now' | 'newId'>, news: News): Promise<boolean> {
  const { lead, event, data } = news
  const told = { workspaceId: lead.workspace_id, leadId: lead.id, event, payload: data }
  return (await enqueueDeliveries(trx, deps, told)) > 0
}
