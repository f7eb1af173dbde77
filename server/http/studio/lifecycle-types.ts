import type { Fact } from '#flows/condition.ts'
import type { RejectReason } from '#flows/reject-reasons.ts'
import type { BoardColumn } from '../../lifecycle/board.ts'
import type { FrameworkId, Slot } from '../../lifecycle/frameworks.ts'
import type { LifecycleRules } from '../../lifecycle/lifecycle-rules.ts'
import type { LifecycleVersion } from '../../lifecycle/load-rules.ts'
import type { MOVES } from '../../lifecycle/moves.ts'
import type { FilledFramework } from '../../lifecycle/slot-type.ts'
import type { Stage } from '../../scoring/stage.ts'
import type { LeadRow } from './studio-types.ts'

export type { BoardColumn, BoardLead } from '../../lifecycle/board.ts'
export type { FrameworkId, Slot } from '../../lifecycle/frameworks.ts'
export type { LifecycleRules } from '../../lifecycle/lifecycle-rules.ts'
export type { LifecycleVersion } from '../../lifecycle/load-rules.ts'
export type { MoveNeeds } from '../../lifecycle/moves.ts'
export type { Outcome } from '../../lifecycle/outcomes.ts'
export type { FilledFramework, FilledSlot, SalesCheck, SlotTeller } from '../../lifecycle/slot-type.ts'

/** GET /api/board → Board. `stage` = that column only, with up to 200 of its leads. */
export interface BoardQuery {
  readonly owner?: string
  readonly flow?: string
  readonly stage?: Stage
}
export interface Board {
  readonly columns: readonly BoardColumn[]
  /** Who began a conversation in the last days and is no lead; null where one column or one owner was asked for. */
  readonly visitors: { readonly count: number; readonly days: number } | null
  /** What a person may do, by where a lead stands and where it goes. */
  readonly moves: typeof MOVES
  readonly owners: readonly { readonly id: string; readonly name: string }[]
  /** Clock of the server. */
  readonly now: number
}

/**
 * POST /api/leads/:id/move → LeadRow. 409 `stage_forbidden`, 409 `sql_incomplete` with a pointer for each slot that is
 * missing, 409 `conflict` when it stands elsewhere than `from` by now, 422 `invalid_body` without the reason it needs.
 */
export interface MoveRequest {
  readonly to: Stage
  readonly from?: Stage
  readonly reason?: RejectReason
  readonly note?: string
  /** In whole units of the currency. */
  readonly amount?: number
  /** ISO 4217. */
  readonly currency?: string
}

/** PUT /api/leads/:id/slots → SavedSlots: what a salesperson found out. Null takes back what sales said. */
export interface SlotsRequest {
  readonly slots?: Readonly<Record<string, Fact | null>>
  readonly checks?: { readonly intent?: boolean; readonly means?: boolean }
}
export interface SavedSlots {
  readonly row: LeadRow
  readonly framework: FilledFramework | null
}

/** GET /api/lifecycle → LifecycleSettings: the rules that hold, and the frameworks to choose from. */
export interface LifecycleSettings extends LifecycleVersion {
  readonly frameworks: readonly { readonly id: FrameworkId; readonly label: string; readonly slots: readonly Slot[] }[]
}
/** PUT /api/lifecycle → LifecycleSettings; 409 `draft_changed` when somebody saved meanwhile. */
export interface SaveLifecycleRequest {
  readonly version: number
  readonly rules: LifecycleRules
}
