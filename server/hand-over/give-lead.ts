import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Draw } from '../leads/assign-owner.ts'
import { noteChange } from '../nurture/note-change.ts'
import type { Release } from '../publishing/live.ts'
import type { Routed } from '../routing/route.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { LaterDecisionColumns } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import type { HandOverActor, HandOverWhy, OwnerBefore } from './hand-over-type.ts'
import { writeHistory } from './owner-history.ts'
import { tellOfHandOver } from './tell-of-hand-over.ts'

export interface Given {
  /** Locked. */
  readonly lead: LeadTable
  readonly release: Pick<Release, 'routingRevision'>
  readonly routed: Routed
  readonly kind: 'later' | 'manual'
  readonly why: HandOverWhy
  readonly actor: HandOverActor
  /** Told at once of a lead that is drawn from a team: it counts as the last thing of the unit. */
  readonly onDraw: (draw: Draw) => void
  readonly at: number
}

type GiveDeps = Pick<Deps, 'now' | 'newId'>

/**
 * Writes down who has a lead now and why, and tells of it, inside a unit; says whether a delivery waits. A decision that gives it to
 * nobody is written too, and changes nothing. The decision record, the lead, its history and the news go together or not at all.
 */
export async function giveLead(trx: Kysely<Database>, deps: GiveDeps, given: Given): Promise<boolean> {
  const { lead, routed, onDraw, at } = given
  const { owner } = routed
  if (routed.counter) onDraw(routed.counter)
  await writeDecision(trx, deps, given)
  if (!owner || owner.id === lead.owner_id) return false
  const after: LeadTable = {
    ...lead,
    outcome: routed.outcome,
    owner_id: owner.id,
    owner_name: owner.name,
    owner_email: owner.email,
    updated_at: at,
  }
  await setOwner(trx, after)
  await noteChange(trx, deps, { before: lead, after, at })
  await writeHistory(trx, deps, given)
  return await tellOfHandOver(trx, deps, { ...given, lead: after, from: lead.owner_name })
}

/** The columns that say whose lead it is. */
export async function setOwner(
  trx: Kysely<Database>,
  { workspace_id, id, outcome, owner_id, owner_name, owner_email, updated_at }: LeadTable,
): Promise<void> {
  await trx
    .updateTable('leads')
    .set({ outcome, owner_id, owner_name, owner_email, updated_at })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

/** `step` of decisions that no step of a conversation asked for. */
export const NO_STEP = 'hand_over'

interface LaterDecision extends Pick<Given, 'lead' | 'release' | 'routed' | 'actor' | 'at'> {
  readonly kind: LaterDecisionColumns['kind']
  readonly why: HandOverWhy
}

/** A decision after the conversation, for the record. */
export async function writeDecision(
  trx: Kysely<Database>,
  { newId }: Pick<Deps, 'newId'>,
  { lead, release, routed, kind, why, actor, at }: LaterDecision,
): Promise<void> {
  const replaced = kind === 'manual' ? await ownerBefore(trx, lead) : null
  await trx
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .insertInto('routing_decisions')
    .values({
      workspace_id: lead.workspace_id,
      lead_id: lead.id,
      id: newId(),
      session_id: lead.session_id,
      after_seq: 0,
      step: NO_STEP,
      outcome: routed.outcome,
      rule_id: routed.ruleId,
      owner_id: routed.owner?.id ?? null,
      team_id: routed.teamId,
      due_at: routed.dueAt,
      record_json: JSON.stringify(routed.record),
      routing_revision: release.routingRevision,
      at,
      kind,
      why,
      actor: actor.id,
      actor_name: actor.name,
      before_json: replaced && JSON.stringify(replaced),
    })
    .execute()
}

async function ownerBefore(trx: Kysely<Database>, lead: LeadTable): Promise<OwnerBefore> {
  const { owner_id: id, owner_name: name, owner_email: email, outcome } = lead
  return { id, name, email, outcome, dueAt: await dueAtOf(trx, lead) }
}

/** By when somebody must have acted on a lead, as its newest decision has it. */
export async function dueAtOf(
  trx: Kysely<Database>,
  { workspace_id, id }: Pick<LeadTable, 'workspace_id' | 'id'>,
): Promise<number | null> {
  const newest = await trx
    .selectFrom('routing_decisions')
    .select('due_at')
    .where('workspace_id', '=', workspace_id)
    .where('lead_id', '=', id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return newest?.due_at ?? null
}
