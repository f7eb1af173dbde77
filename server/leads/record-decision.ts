import type { Offer } from '#flows/api.ts'
import type { Routed } from '../routing/route.ts'
import { defineInsert, type NewRows } from '../sessions/define-insert.ts'
import type { Visit } from '../sessions/visit.ts'

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
