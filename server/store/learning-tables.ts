/** What past leads taught: a task that goes on when its page is left. */
export interface LearningReportTable {
  workspace_id: string
  id: string
  flow_id: string
  status: 'running' | 'done' | 'failed'
  /** LearningSpec. */
  spec_json: string
  /** Leads read so far, of how many. */
  done: number
  total: number
  /** LearningReport, no names of people; null until it is done. */
  report_json: string | null
  /** Predictor; null until it is done, and while too few outcomes are in. */
  predictor_json: string | null
  /** In words; null unless it failed. */
  problem: string | null
  /** `schedule` for the monthly one. */
  user_name: string
  created_at: number
  /** Sign of life while it runs. */
  updated_at: number
  /** Since when lead cards show its prediction; null = they do not. */
  published_at: number | null
  published_by: string | null
}
