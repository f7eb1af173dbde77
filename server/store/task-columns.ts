/** What the row of every long-running task says, whatever else its table holds. */
export interface TaskColumns {
  workspace_id: string
  id: string
  status: 'running' | 'done' | 'failed' | 'cancelled'
  /** Pieces of work done so far, of how many. */
  done: number
  total: number
  /** In words; null unless it failed. */
  problem: string | null
  created_at: number
  /** Sign of life while it runs. */
  updated_at: number
}
