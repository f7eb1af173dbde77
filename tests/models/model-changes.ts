import { draftOf, loadFlowRow } from '#server/publishing/flow-row.ts'
import { type PublishedRelease, publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import type { TestApp } from '#tests/support/app.ts'

type Place = Pick<TestApp, 'deps' | 'workspaceId' | 'flowId'>

/** Saves the draft with another model. */
export async function changeModel(test: Place, change: (model: ScoreModel) => ScoreModel): Promise<number> {
  const { deps, workspaceId, flowId } = test
  const row = await loadFlowRow(deps.store.db, { workspaceId, flowId })
  const draft = draftOf(row)
  const key = { workspaceId, flowId, version: row.draft_version }
  const { version } = await saveDraft(deps, { ...key, draft: { ...draft, model: change(draft.model) } })
  return version
}

/** The same, made live. */
export async function publishModel(test: Place, change: (model: ScoreModel) => ScoreModel): Promise<PublishedRelease> {
  const version = await changeModel(test, change)
  const { deps, workspaceId, flowId } = test
  return await publish(deps, { workspaceId, flowId, version, by: 'system', note: 'Another model' })
}

export function withMql(score: number): (model: ScoreModel) => ScoreModel {
  return model => ({ ...model, mql: { score } })
}

/** Other points for an option of a question. */
export function withPoints(rule: string, option: string, points: number): (model: ScoreModel) => ScoreModel {
  return model => ({
    ...model,
    fit: model.fit.map(one =>
      one.id === rule && one.kind === 'options' ? { ...one, points: { ...one.points, [option]: points } } : one,
    ),
  })
}
