import type { FlowDetail, SaveDraftRequest, SavedDraft, TakenSuggestions } from '#server/http/api-type.ts'
import { get, post, put } from '../api.ts'
import { fail, tell } from '../ui/toast.tsx'
import { count } from '../words.ts'

type Draft = Pick<FlowDetail, 'flow' | 'model' | 'routing' | 'placement'>

/** Puts suggested points into the draft, with a way back. Resolves with the keys that are in it now. */
export async function takePoints(
  flowId: string,
  learningId: string,
  { keys, onUndone }: { readonly keys: readonly string[]; readonly onUndone: () => void },
): Promise<readonly string[]> {
  const path = `/flows/${encodeURIComponent(flowId)}`
  try {
    const before = await get<FlowDetail>(path)
    const { version, taken, skipped } = await post<TakenSuggestions>(
      `${path}/learning/${encodeURIComponent(learningId)}/take`,
      { version: before.version, keys },
    )
    const left = skipped.length > 0 ? ` ${count(skipped.length, 'rule')} could not be changed.` : ''
    tell(`${count(taken.length, 'change')} in the draft. Nothing is live yet.${left}`, () => {
      restore(path, before, version).then(onUndone, fail)
    })
    return taken
  } catch (error) {
    fail(error)
    return []
  }
}

/** Makes a score the threshold of marketing qualified leads in the draft, with a way back. */
export async function takeThreshold(flowId: string, score: number): Promise<void> {
  const path = `/flows/${encodeURIComponent(flowId)}`
  try {
    const before = await get<FlowDetail>(path)
    const saved = await saveDraft(path, before.version, { ...before, model: { ...before.model, mql: { score } } })
    tell(`The draft qualifies leads from ${score} points on. Nothing is live yet.`, () => {
      restore(path, before, saved.version).catch(fail)
    })
  } catch (error) {
    fail(error)
  }
}

async function restore(path: string, before: Draft, version: number): Promise<void> {
  await saveDraft(path, version, before)
  tell('The draft is as it was.')
}

async function saveDraft(path: string, version: number, draft: Draft): Promise<SavedDraft> {
  const { flow, model, routing, placement } = draft
  const body: SaveDraftRequest = { version, flow, model, routing, placement }
  return await put<SavedDraft>(`${path}/draft`, body)
}
