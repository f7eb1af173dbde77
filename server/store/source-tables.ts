/** How much the sources of a workspace matter and whose they are; none = the defaults. */
export interface SourceRulesTable {
  workspace_id: string
  /** 1, 2, 3… */
  version: number
  /** SourceRules. */
  rules_json: string
  actor: string
  actor_name: string
  updated_at: number
  /** Id of the last lead that was brought in line with these rules, newest first; empty = begin, null = all are. */
  sweep_place: string | null
}
