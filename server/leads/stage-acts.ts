import type { Kysely } from 'kysely'
import type { MoveBody } from '../lifecycle/stage-history.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { Stage } from '../scoring/stage.ts'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'

// A type, for a query takes values of any name.
type Whose = { readonly workspaceId: string; readonly leadId: string }

/**
 * Stages that people or the CRM moved a lead up to, as acts `stage_reached`; what was taken back is none, nor is a move back
 * or out (hold, recycled, disqualified). A stage that the score itself brought is none either: points for it would lift the
 * score that brought it.
 */
export async function loadStageActs(db: Kysely<Database>, whose: Whose): Promise<BehaviorFact[]> {
  const byPeople: Move[] = []
  const byOutcome = new Map<string, Move>()
  // Who comes back from hold is no further than before.
  let stood: Stage = 'lead'
  for (const { id, type, body_json, at } of await findMoves(db, whose)) {
    const body = JSON.parse(body_json) as MoveBody // written by `writeMove` and `historyRows` only
    const act = { id: `stage:${id}`, type: 'stage_reached', path: '', properties: { stage: body.to }, at }
    if (WAY_UP.includes(body.from)) stood = body.from
    const move = { act, isUp: WAY_UP.indexOf(body.to) > WAY_UP.indexOf(stood) }
    if (type === 'undone') byPeople.pop()
    else if (type !== 'stage_changed' || body.manual) byPeople.push(move)
    else if (body.outcome !== undefined && body.undone) byOutcome.delete(body.outcome)
    else if (body.outcome !== undefined) byOutcome.set(body.outcome, move)
  }
  return [...byPeople, ...byOutcome.values()].flatMap(({ act, isUp }) => (isUp ? [act] : []))
}

/** Also one that is no act, since taking back takes the newest of them all. */
type Move = { readonly act: BehaviorFact; readonly isUp: boolean }

const WAY_UP: readonly Stage[] = ['lead', 'mql', 'sal', 'sql', 'opportunity', 'customer']

const findMoves = defineQuery((db, { workspaceId, leadId }: Whose) =>
  db
    .selectFrom('lead_events')
    .select(['id', 'type', 'body_json', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', 'in', ['accepted', 'rejected', 'stage_changed', 'undone'])
    .orderBy('id'),
)
