import type { Kysely } from 'kysely'
import type { MoveBody } from '../lifecycle/stage-history.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'

// A type, for a query takes values of any name.
type Whose = { readonly workspaceId: string; readonly leadId: string }

/**
 * Stages that people or the CRM moved a lead to, as acts `stage_reached`; what was taken back is none. A stage that the score
 * itself brought is none either: points for it would lift the score that brought it.
 */
export async function loadStageActs(db: Kysely<Database>, whose: Whose): Promise<BehaviorFact[]> {
  const byPeople: BehaviorFact[] = []
  const byOutcome: BehaviorFact[] = []
  for (const { id, type, body_json, at } of await findMoves(db, whose)) {
    const body = JSON.parse(body_json) as MoveBody // written by `writeMove` and `historyRows` only
    const act = { id: `stage:${id}`, type: 'stage_reached', path: '', properties: { stage: body.to }, at }
    if (type === 'undone') byPeople.pop()
    else if (type !== 'stage_changed' || body.manual) byPeople.push(act)
    else if (body.outcome !== undefined) byOutcome.push(act)
  }
  return [...byPeople, ...byOutcome]
}

const findMoves = defineQuery((db, { workspaceId, leadId }: Whose) =>
  db
    .selectFrom('lead_events')
    .select(['id', 'type', 'body_json', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', 'in', ['accepted', 'rejected', 'stage_changed', 'undone'])
    .orderBy('id'),
)
