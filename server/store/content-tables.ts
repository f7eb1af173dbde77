/** What pages and files of the company's own site are: e-books, case studies, price lists. */
export interface ContentSettingsTable {
  workspace_id: string
  /** Counts the times it was saved, so that two people never overwrite each other. */
  version: number
  /** ContentItem[]: the first that fits counts. */
  items_json: string
  updated_at: number
  /** Id of the lead up to which leads were scored anew since; empty = none yet, null = all were. */
  swept_to: string | null
}
