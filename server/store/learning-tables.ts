import type { TaskColumns } from './task-columns.ts'

/** What past leads taught: a task over leads that goes on when its page is left. */
export interface LearningReportTable extends TaskColumns {
  flow_id: string
  status: 'running' | 'done' | 'failed'
  /** LearningSpec. */
  spec_json: string
  /** LearningReport, no names of people; null until it is done. */
  report_json: string | null
  /** Predictor; null until it is done, and while too few outcomes are in. */
  predictor_json: string | null
  /** `schedule` for the monthly one. */
  user_name: string
  /** Since when lead cards show its prediction; null = they do not. */
  published_at: number | null
  published_by: string | null
}
