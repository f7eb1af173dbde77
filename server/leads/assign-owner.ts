import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import type { Counter } from '../routing/round-robin.ts'
import { type Routed, routeLead } from '../routing/route.ts'
import type { Routing } from '../routing/routing-config.ts'
import { defineInsert } from '../sessions/define-insert.ts'
import { defineQuery } from '../sessions/define-query.ts'
import { insertAll } from '../sessions/insert-all.ts'
import type { Store } from '../store/open-store.ts'
import type { Database } from '../store/schema.ts'

interface AssignInput {
  readonly workspaceId: string
  readonly routing: Routing
  readonly facts: Facts
  readonly previousOwner: string | null
  readonly at: number
}

/** A lead drawn from a team, to be counted as the last thing of its unit (`countAssignment`). */
export interface Draw {
  readonly teamId: string
  readonly personId: string
}

/** Draws of units that have not settled yet, by workspace, team and person: on Postgres units run side by side. */
const drawing = new WeakMap<Store, Map<string, number>>()

/** Routes a lead by the counters of its teams and the draws under way in this process. */
export async function assignOwner(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'store'>,
  { workspaceId, routing, facts, previousOwner, at }: AssignInput,
): Promise<Routed> {
  const input = { routing, facts, at, ...(previousOwner === null ? {} : { previousOwner }) }
  const routed = routeLead({ ...input, counters: [] })
  // Only whoever is drawn depends on the counters: most leads are nobody's turn.
  return routed.counter === null
    ? routed
    : routeLead({ ...input, counters: await loadCounters(trx, deps, workspaceId) })
}

/** Holds a draw against the person until the unit has settled; call the result then, whatever came of it. */
export function holdDraw(store: Store, workspaceId: string, { teamId, personId }: Draw): () => void {
  const held = drawing.get(store) ?? new Map<string, number>()
  drawing.set(store, held)
  const key = drawKey(workspaceId, teamId, personId)
  held.set(key, (held.get(key) ?? 0) + 1)
  return () => {
    const left = (held.get(key) ?? 1) - 1
    if (left > 0) held.set(key, left)
    else held.delete(key)
  }
}

/** Counts a lead for a person. Locks the counter until the commit, so nothing of the unit should follow. */
export async function countAssignment(
  trx: Kysely<Database>,
  { workspaceId, teamId, personId, at }: Draw & { readonly workspaceId: string; readonly at: number },
): Promise<void> {
  const row = { workspace_id: workspaceId, team_id: teamId, person_id: personId, assigned: 1, last_at: at }
  await insertAll(trx, raiseCounter([row]))
}

/** Adds to what a person of a team was given. */
export const raiseCounter = defineInsert('routing_counters', insert =>
  insert.onConflict(conflict =>
    conflict.columns(['workspace_id', 'team_id', 'person_id']).doUpdateSet(eb => ({
      assigned: eb('routing_counters.assigned', '+', eb.ref('excluded.assigned')),
      last_at: eb.ref('excluded.last_at'),
    })),
  ),
)

const findCounters = defineQuery((db, { workspaceId }: { workspaceId: string }) =>
  db.selectFrom('routing_counters').selectAll().where('workspace_id', '=', workspaceId),
)

async function loadCounters(
  trx: Kysely<Database>,
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
): Promise<Counter[]> {
  const rows = await findCounters(trx, { workspaceId })
  const counters = new Map(
    rows.map(row => [
      drawKey(workspaceId, row.team_id, row.person_id),
      { teamId: row.team_id, personId: row.person_id, assigned: row.assigned, lastAt: row.last_at },
    ]),
  )
  for (const [key, count] of drawing.get(store) ?? []) {
    const [workspace, teamId = '', personId = ''] = key.split('\n')
    if (workspace !== workspaceId) continue
    const counter = counters.get(key) ?? { teamId, personId, assigned: 0, lastAt: 0 }
    counters.set(key, { ...counter, assigned: counter.assigned + count })
  }
  return [...counters.values()]
}

function drawKey(workspaceId: string, teamId: string, personId: string): string {
  return `${workspaceId}\n${teamId}\n${personId}`
}
