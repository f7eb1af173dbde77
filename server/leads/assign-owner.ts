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

/** A draw of a unit that has not settled yet. */
export interface HeldDraw extends Draw {
  /** What the counter stands at with it, once it is counted. */
  assigned?: number
}

/** By workspace, team and person, what this process knows of assignments beyond what a read of the counters tells. */
interface Known {
  /** On Postgres units run side by side. */
  readonly held: Map<string, Set<HeldDraw>>
  /** What a counter stood at when a unit of ours was committed: a read that began before may not have seen it. */
  readonly committed: Map<string, number>
}

const known = new WeakMap<Store, Known>()

function knownOf(store: Store): Known {
  const found = known.get(store) ?? { held: new Map(), committed: new Map() }
  known.set(store, found)
  return found
}

/** Routes a lead by the counters of its teams and the draws under way in this process. */
export async function assignOwner(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'store'>,
  { workspaceId, routing, facts, previousOwner, at }: AssignInput,
): Promise<Routed> {
  const input = { routing, facts, at, ...(previousOwner === null ? {} : { previousOwner }) }
  return await decideByCounters(trx, deps, { workspaceId, decide: counters => routeLead({ ...input, counters }) })
}

/** The same for whoever decides by other means: the decision, first without counters, then with them where somebody is drawn. */
export async function decideByCounters<Decision extends Routed | null>(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'store'>,
  {
    workspaceId,
    decide,
  }: { readonly workspaceId: string; readonly decide: (counters: readonly Counter[]) => Decision },
): Promise<Decision> {
  const decision = decide([])
  // Only whoever is drawn depends on the counters: most leads are nobody's turn.
  return decision === null || decision.counter === null ? decision : decide(await loadCounters(trx, deps, workspaceId))
}

/** Holds a draw against the person until `letGo`. */
export function holdDraw(store: Store, workspaceId: string, draw: Draw): HeldDraw {
  const { held } = knownOf(store)
  const key = drawKey(workspaceId, draw)
  const one: HeldDraw = { ...draw }
  held.set(key, (held.get(key) ?? new Set()).add(one))
  return one
}

/** The unit of a draw has settled. Once it is committed the counter stands at least where it left it. */
export function letGo(store: Store, workspaceId: string, draw: HeldDraw, settled: 'committed' | 'undone'): void {
  const { held, committed } = knownOf(store)
  const key = drawKey(workspaceId, draw)
  if (settled === 'committed') committed.set(key, Math.max(committed.get(key) ?? 0, draw.assigned ?? 0))
  const others = held.get(key)
  others?.delete(draw)
  if (others?.size === 0) held.delete(key)
}

/**
 * Counts a lead for a person and gives back how many they have been given then. Locks the counter until the commit, so
 * nothing of the unit should follow.
 */
export async function countAssignment(
  trx: Kysely<Database>,
  { workspaceId, teamId, personId, at }: Draw & { readonly workspaceId: string; readonly at: number },
): Promise<number> {
  const row = { workspace_id: workspaceId, team_id: teamId, person_id: personId, assigned: 1, last_at: at }
  const [counted] = await insertAll(trx, raiseCounter([row]))
  return counted?.assigned ?? 0
}

/** Adds to what a person of a team was given. */
export const raiseCounter = defineInsert('routing_counters', insert =>
  insert
    .onConflict(conflict =>
      conflict.columns(['workspace_id', 'team_id', 'person_id']).doUpdateSet(eb => ({
        assigned: eb('routing_counters.assigned', '+', eb.ref('excluded.assigned')),
        last_at: eb.ref('excluded.last_at'),
      })),
    )
    .returning('assigned'),
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
  const { held, committed } = knownOf(store)
  const counters = new Map(
    rows.map(row => [
      drawKey(workspaceId, { teamId: row.team_id, personId: row.person_id }),
      { teamId: row.team_id, personId: row.person_id, assigned: row.assigned, lastAt: row.last_at },
    ]),
  )
  for (const key of new Set([...held.keys(), ...committed.keys()])) {
    const [workspace, teamId = '', personId = ''] = key.split('\n')
    if (workspace !== workspaceId) continue
    const counter = counters.get(key) ?? { teamId, personId, assigned: 0, lastAt: 0 }
    const stood = Math.max(counter.assigned, committed.get(key) ?? 0)
    // Counters are locked until the commit, so whoever left one at a lower number is in it already.
    const open = [...(held.get(key) ?? [])].filter(draw => draw.assigned === undefined || draw.assigned > stood)
    counters.set(key, { ...counter, assigned: stood + open.length })
  }
  return [...counters.values()]
}

function drawKey(workspaceId: string, { teamId, personId }: Draw): string {
  return `${workspaceId}\n${teamId}\n${personId}`
}
