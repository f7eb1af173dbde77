import type { SourceOwner, SourceRules } from '../../leads/source-rules.ts'

export type { SourceOwner, SourceRank, SourceRule, SourceRules } from '../../leads/source-rules.ts'

/** GET /api/sources */
export interface SourceSettings {
  /** Of the rules; 0 = nobody set any. */
  readonly version: number
  readonly rules: SourceRules
  /** False while leads from before the last change are still being brought in line. */
  readonly swept: boolean
  /** Where leads came from, the most frequent 100, with what the saved rules say of each. */
  readonly seen: readonly SeenSource[]
  /** How many leads each of the saved rules means, by its place. */
  readonly leads: readonly number[]
  /** False where leads came in more ways than are counted: then `leads` is the least. */
  readonly countedAll: boolean
}

export interface SeenSource {
  readonly source: string
  readonly medium: string | null
  readonly campaign: string | null
  readonly leads: number
  readonly priority: number
  readonly owner: SourceOwner
  /** Which rule fits, from 0; null = none. */
  readonly rule: number | null
}

/** PUT /api/sources → SourceSettings. 409 `draft_changed` when somebody else saved since `version`. */
export interface SaveSourcesRequest {
  readonly version: number
  readonly rules: SourceRules
}
