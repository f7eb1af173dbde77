/** One CSV file that was read in. */
export interface ImportTable {
  workspace_id: string
  id: string
  kind: 'leads' | 'events' | 'outcomes' | 'accounts'
  /** Name of the file, as the browser told. */
  file: string
  /** The user's id, or the id of the API key. */
  actor: string
  /** Rows read so far; a file goes part by part. */
  rows: number
  /** Rows of the whole file. */
  total: number
  created: number
  updated: number
  unchanged: number
  refused: number
  at: number
  /** When the newest part was read. */
  updated_at: number
}
