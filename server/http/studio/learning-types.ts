import type { Learning } from '../../learning/learning-reports.ts'
import type { LearningReport } from '../../learning/report-types.ts'

export type { LeadPrediction } from '../../learning/lead-prediction.ts'
export type { Learning } from '../../learning/learning-reports.ts'
export type * from '../../learning/report-types.ts'
export type { TakenSuggestions } from '../../learning/take-suggestions.ts'

// — Learning —————————————————————————————————————————————————————————————————

// GET /api/flows/:id/learning → Learning[], the newest first.

/** POST /api/flows/:id/learning → Learning (202): it goes on by itself. 409 `conflict` while one runs on the flow. */
export interface StartLearningRequest {
  readonly target: 'sql' | 'won' | 'accepted'
  /** Leads captured in so many days. */
  readonly days: number
  /** Days after which an open lead counts as one that came to nothing; left out or null = from the outcomes. */
  readonly matureDays?: number | null | undefined
}

/** GET /api/flows/:id/learning/:learning. */
export interface LearningDetail {
  readonly learning: Learning
  readonly report: LearningReport | null
}

/** PUT /api/flows/:id/learning/:learning/published → Learning. 409 `conflict` for a report that cannot predict. */
export interface PublishLearningRequest {
  readonly on: boolean
}

/** POST /api/flows/:id/learning/:learning/take → TakenSuggestions: into the draft. 409 `draft_changed`. */
export interface TakeSuggestionsRequest {
  readonly version: number
  readonly keys: readonly string[]
}

// GET /api/leads/:id/prediction → { prediction: LeadPrediction | null }.
