import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import type { HandOverActor, HandOverWhy, Target } from './hand-over-type.ts'

export interface QueuedHandOver {
  readonly workspaceId: string
  readonly leadId: string
  readonly why: HandOverWhy
  readonly target: Target
  /** Only while this person has it; null = only while nobody has it, but where an automation names who gets it. */
  readonly fromOwner: string | null
  readonly actor: HandOverActor
  /** How many automations in a row led to it. Left out = none. */
  readonly depth?: number
  readonly at: number
}

/**
 * Has leads given to somebody once the caller's unit is committed: each in a unit of its own, so that neither intake nor a batch
 * waits for counters. `wakeDelivery` after the commit saves it the wait for the next round.
 */
export async function queueHandOvers(
  trx: Kysely<Database>,
  { newId }: Pick<Deps, 'newId'>,
  handOvers: readonly QueuedHandOver[],
): Promise<void> {
  if (handOvers.length === 0) return
  const rows = handOvers.map(({ workspaceId, leadId, why, target, fromOwner, actor, depth = 0, at }) => ({
    workspace_id: workspaceId,
    id: newId(),
    lead_id: leadId,
    why,
    target_json: JSON.stringify(target),
    from_owner: fromOwner,
    actor: actor.id,
    actor_name: actor.name,
    depth,
    attempts: 0,
    next_at: at,
    at,
  }))
  await trx.insertInto('lead_hand_overs').values(rows).execute()
}
