import type { TaskColumns } from './task-columns.ts'

/** How a workspace wants its score models looked after. No row = the defaults. */
export interface ModelSettingTable {
  workspace_id: string
  /** 1 = another model goes live only when marketing and sales have signed it. */
  sign_off: number
  /** After how many days without a review the studio reminds; 0 = never. */
  review_days: number
}

/** A signature under a model as it is: whoever changes the draft has another model. */
export interface ModelSignOffTable {
  workspace_id: string
  flow_id: string
  /** Content hash of the model that was signed. */
  model_revision: string
  side: 'marketing' | 'sales'
  user_id: string
  user_name: string
  at: number
}

/** When somebody last looked a flow's model through. */
export interface ModelReviewTable {
  workspace_id: string
  flow_id: string
  user_name: string
  at: number
}

/** That the owners were written to about a review. */
export interface ModelReviewMailTable {
  workspace_id: string
  flow_id: string
  /** The last look that was too long ago: after another one they are written to again. */
  since: number
  sent_at: number
}

/** A run of models over past leads: a task over leads that goes on when its page is left. */
export interface ModelBacktestTable extends TaskColumns {
  flow_id: string
  /** BacktestSpec. */
  spec_json: string
  /** BacktestReport without names of people; null until it is done. */
  report_json: string | null
  user_name: string
  /** Content hash of the model that was tried; null for tests from before this was kept. */
  candidate_revision: string | null
}

/** Another model beside the live one: scoring along without effect, or scoring a share of the new leads. */
export interface ModelTrialTable {
  workspace_id: string
  id: string
  flow_id: string
  mode: 'shadow' | 'challenger'
  model_revision: string
  /** The model that was live when it began. */
  champion_revision: string
  /** Basis points of new leads that the challenger scores; 0 for a shadow. */
  share: number
  user_name: string
  started_at: number
  ended_at: number | null
  /** `stopped` by a person, `published` = another model went live; null while it runs. */
  ended_why: 'stopped' | 'published' | null
  /** Of a challenger, when it ended: TrialQualified. From then on the live model scores both sides. Null while it runs. */
  qualified_json: string | null
}

/** What a shadow model made of a lead, beside what the live model made of it at the same time. */
export interface ShadowScoreTable {
  workspace_id: string
  trial_id: string
  lead_id: string
  score: number
  fit: number
  engagement: number
  temperature: string
  /** 1 when it would have been marketing qualified. */
  qualified: number
  live_score: number
  live_temperature: string
  live_qualified: number
  /** The lead's `updated_at` it was scored for. */
  at: number
}
