import type { Kysely, Selectable } from 'kysely'
import type { Flow } from '#flows/flow.ts'
import type { Placement } from '#flows/placement.ts'
import { type EarlierPlacement, upgradePlacements } from '#flows/placement-schema.ts'
import { ApiError } from '../errors.ts'
import type { Routing } from '../routing/routing-config.ts'
import { comparableConditions } from '../scoring/comparable-conditions.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { FlowTable } from '../store/flow-tables.ts'
import type { StoreEngine } from '../store/migrations/index.ts'
import type { Database } from '../store/schema.ts'
import type { Draft } from './draft.ts'

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
    model: comparableConditions(JSON.parse(row.draft_model_json) as ScoreModel),
    routing: comparableConditions(JSON.parse(row.draft_routing_json) as Routing),
    placement: draftPlacementOf(row),
  }
}

/** The placements that are live. */
export function livePlacementOf(row: Pick<FlowRow, 'placement_json'>): readonly Placement[] {
  return upgraded(placementsOf(row).live)
}

/** Live placements, and beside them the draft's: those go live when the flow is published. */
export function placementJson(live: readonly Placement[], draft: readonly Placement[]): string {
  const kept: KeptPlacements = { live, draft }
  return JSON.stringify(kept)
}

interface KeptPlacements {
  readonly live: readonly Placement[] | EarlierPlacement
  readonly draft?: readonly Placement[] | EarlierPlacement | undefined
}

function draftPlacementOf(row: FlowRow): readonly Placement[] {
  const { live, draft = live } = placementsOf(row)
  return upgraded(draft)
}

/** What an earlier version kept had the live bubble on top. */
function placementsOf({ placement_json }: Pick<FlowRow, 'placement_json'>): KeptPlacements {
  const kept = JSON.parse(placement_json) as KeptPlacements | (EarlierPlacement & { draft?: EarlierPlacement }) // written by `placementJson` only
  return 'live' in kept ? kept : { live: { bubble: kept.bubble }, draft: kept.draft }
}

function upgraded(placements: readonly Placement[] | EarlierPlacement): readonly Placement[] {
  return 'bubble' in placements ? upgradePlacements(placements) : placements
}

function flowQuery(db: Kysely<Database>, { workspaceId, flowId }: FlowKey) {
  return db.selectFrom('flows').selectAll().where('workspace_id', '=', workspaceId).where('id', '=', flowId)
}

function found(row: FlowRow | undefined): FlowRow {
  if (!row) throw new ApiError('not_found')
  return row
}
