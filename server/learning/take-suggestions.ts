import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { draftOf, type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import { saveDraft } from '../publishing/save-draft.ts'
import { applySuggestions } from './apply-suggestions.ts'
import { loadLearning } from './learning-reports.ts'

export interface TakenSuggestions {
  /** Version of the draft now. */
  readonly version: number
  /** Keys of the suggestions that are in the draft now, and of those it could not take. */
  readonly taken: readonly string[]
  readonly skipped: readonly string[]
}

/**
 * Writes suggested points into the draft of the flow; nothing goes live. Throws ApiError `not_found` for a report that is
 * missing or not done, `draft_changed` when somebody saved since `version`.
 */
export async function takeSuggestions(
  deps: Pick<Deps, 'store' | 'now'>,
  { learningId, version, keys, ...key }: FlowKey & Wish,
): Promise<TakenSuggestions> {
  const { db } = deps.store
  const { report } = await loadLearning(db, { ...key, learningId, now: deps.now() })
  if (!report) throw new ApiError('not_found')
  const wanted = new Set(keys)
  const suggestions = report.suggestions.filter(suggestion => wanted.has(suggestion.key))
  const row = await loadFlowRow(db, key)
  const draft = draftOf(row)
  const { model, taken, skipped } = applySuggestions(draft.model, suggestions)
  if (row.draft_version !== version) throw new ApiError('draft_changed')
  if (taken.length === 0) return { version, taken, skipped }
  const saved = await saveDraft(deps, { ...key, version, draft: { ...draft, model } })
  return { version: saved.version, taken, skipped }
}

interface Wish {
  readonly learningId: string
  /** Of the draft that the person saw. */
  readonly version: number
  readonly keys: readonly string[]
}
