import type { BacktestSpec, ModelChoice } from '../../models/backtest-types.ts'

/** Scoring models, as the studio sends and receives them. See `studio-types.ts` for what holds for all. */

export type * from '../../models/backtest-types.ts'
export type { Backtest } from '../../models/backtests.ts'
export type { ModelChange } from '../../models/describe-model-changes.ts'
export type { ModelTest } from '../../models/last-test.ts'
export type { ModelSettings } from '../../models/model-settings.ts'
export type { ModelVersion } from '../../models/model-versions.ts'
export type { ModelsOverview } from '../../models/models-overview.ts'
export type { ArmResult, ShadowResult, TrialReport } from '../../models/report-trials.ts'
export type { Side } from '../../models/sign-off.ts'
export type { BacktestView, LeadNames } from '../../models/view-backtest.ts'

// GET /api/model-settings → ModelSettings, PUT the same.
// GET /api/flows/:id/models → ModelsOverview.

/** GET /api/flows/:id/models/compare → ModelComparison. `live`, `draft`, `preset:NAME` or a revision; default live → draft. */
export interface CompareQuery {
  readonly from?: string
  readonly to?: string
}

/** POST /api/flows/:id/models/rollback → ModelsOverview. 409 `conflict` when it is live already. */
export interface ModelRollbackRequest {
  readonly revision: string
}

/** POST /api/flows/:id/models/sign → ModelsOverview. 409 `draft_changed` when the draft's model is another one by now. */
export interface SignRequest {
  readonly side: 'marketing' | 'sales'
  /** The model that was looked at. */
  readonly revision: string
}

// POST /api/flows/:id/models/review with `{}` → ModelsOverview.

// GET /api/flows/:id/backtests → Backtest[], newest first. GET /api/flows/:id/backtests/:backtest → BacktestView.
/** POST /api/flows/:id/backtests → Backtest, 202: it goes on by itself. 409 `conflict` when two run already. */
export type BacktestRequest = BacktestSpec
// POST /api/flows/:id/backtests/:backtest/cancel with `{}` → BacktestView.

// GET /api/flows/:id/trials → TrialReport[], newest first.
/** POST /api/flows/:id/trials → TrialReport[], 201. 409 `conflict` when one of its mode runs. */
export interface TrialRequest {
  readonly mode: 'shadow' | 'challenger'
  readonly candidate: ModelChoice
  /** Per cent of new leads, for a challenger. */
  readonly share?: number
}
// POST /api/flows/:id/trials/:trial/end with `{}` → TrialReport[].
