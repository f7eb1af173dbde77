import type { Kysely, Selectable } from 'kysely'
import type { Flow } from '#flows/flow.ts'
import { ApiError } from '../errors.ts'
import type { Routing } from '../routing/routing-config.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { StoreEngine } from '../store/migrations/index.ts'
import type { Database, FlowTable } from '../store/schema.ts'
import type { Draft, Placement } from './draft.ts'

export type FlowRow = Selectable<FlowTable>

/** Which flow. */
export interface FlowKey {
  readonly workspaceId: string
  readonly flowId: string
}

/** The stored flow; throws ApiError `not_found` for one that is missing or another workspace's. */
export async function loadFlowRow(db: Kysely<Database>, { workspaceId, flowId }: FlowKey): Promise<FlowRow> {
  return found(await flowQuery(db, { workspaceId, flowId }).executeTakeFirst())
}

/** The same inside a unit of work, kept from others until it ends. */
export async function lockFlowRow(trx: Kysely<Database>, engine: StoreEngine, key: FlowKey): Promise<FlowRow> {
  const query = flowQuery(trx, key)
  // SQLite runs one unit at a time and knows no row locks.
  return found(await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst())
}

/** The draft a row holds. Drafts are parsed when they are saved, so they are trusted here. */
export function draftOf(row: FlowRow): Draft {
  return {
    flow: JSON.parse(row.draft_flow_json) as Flow,
    model: JSON.parse(row.draft_model_json) as ScoreModel,
    routing: JSON.parse(row.draft_routing_json) as Routing,
    placement: draftPlacementOf(row),
  }
}

/** The placement that is live. */
export function livePlacementOf(row: FlowRow): Placement {
  return { bubble: placementsOf(row).bubble }
}

/** Live placement, and beside it the draft's while the two differ: `draft` goes live when the flow is published. */
export function placementJson(live: Placement, draft: Placement): string {
  return JSON.stringify({ bubble: live.bubble, draft })
}

function draftPlacementOf(row: FlowRow): Placement {
  const { bubble, draft } = placementsOf(row)
  return draft ?? { bubble }
}

function placementsOf(row: FlowRow): Placement & { readonly draft?: Placement } {
  return JSON.parse(row.placement_json) as Placement & { draft?: Placement } // written by `placementJson` only
}

function flowQuery(db: Kysely<Database>, { workspaceId, flowId }: FlowKey) {
  return db.selectFrom('flows').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', flowId)
}

function found(row: FlowRow | undefined): FlowRow {
  if (!row) throw new ApiError('not_found')
  return row
}
