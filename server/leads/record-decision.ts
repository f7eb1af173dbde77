import type { Kysely } from 'kysely'
import type { Offer } from '#flows/api.ts'
import { loadCalendar } from '../booking/calendars.ts'
import type { Routed } from '../routing/route.ts'
import { defineInsert, type NewRows } from '../sessions/define-insert.ts'
import type { Visit } from '../sessions/visit.ts'
import type { Database } from '../store/schema.ts'

interface DecisionInput {
  readonly id: string
  readonly visit: Visit
  readonly leadId: string
  readonly step: string
  readonly routed: Routed
  readonly at: number
}

/** Who got a lead and why. */
export function decisionRow(input: DecisionInput): NewRows {
  const { id, visit, leadId, step, routed, at } = input
  return insertRow([
    {
      workspace_id: visit.workspaceId,
      lead_id: leadId,
      id,
      session_id: visit.sessionId,
      after_seq: visit.lastSeq,
      step,
      outcome: routed.outcome,
      rule_id: routed.ruleId,
      owner_id: routed.owner?.id ?? null,
      team_id: routed.teamId,
      due_at: routed.dueAt,
      record_json: JSON.stringify(routed.record),
      routing_revision: visit.release.routingRevision,
      at,
    },
  ])
}

const insertRow = defineInsert('routing_decisions')

/** What the visitor is offered: a time with the owner, for those who are sent to sales. Nobody else sees a calendar. */
export function offerOf({ outcome, owner }: Pick<Routed, 'outcome' | 'owner'>): { offer?: Offer } {
  if (outcome !== 'sales' || !owner) return {}
  const name = owner.name.split(' ')[0] ?? owner.name
  return {
    offer: {
      owner: { name, ...(owner.title ? { title: owner.title } : {}) },
      ...(owner.bookingUrl ? { bookingUrl: owner.bookingUrl } : {}),
    },
  }
}

/** The same for somebody we may write to: where the owner has no calendar of their own, Parley's, if it is kept. */
export async function offerWithSlots(
  trx: Kysely<Database>,
  workspaceId: string,
  routed: Pick<Routed, 'outcome' | 'owner'>,
): Promise<{ offer?: Offer }> {
  const { offer } = offerOf(routed)
  const { owner } = routed
  if (!offer || !owner || offer.bookingUrl) return offer ? { offer } : {}
  const calendar = await loadCalendar(trx, { workspaceId, email: owner.email })
  return { offer: { ...offer, ...(calendar?.enabled ? { slots: true } : {}) } }
}
