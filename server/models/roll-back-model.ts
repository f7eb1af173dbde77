import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { assertPublishable } from '../publishing/check-draft.ts'
import { modelRevisionOf } from '../publishing/draft-revisions.ts'
import { draftOf, type FlowKey, lockFlowRow } from '../publishing/flow-row.ts'
import { insertRelease, type PublishedRelease } from '../publishing/insert-release.ts'
import { invalidateLive, loadRelease } from '../publishing/live.ts'
import { checkScoreModel } from '../scoring/check-score-model.ts'
import { loadModelRevision, loadModelVersions } from './model-versions.ts'
import { endTrials } from './trials.ts'

interface ModelRollback extends FlowKey {
  readonly revision: string
  /** Id of the user. */
  readonly by: string
}

/**
 * Makes an earlier model live again with the flow and the routing that are live now, as a new release. A draft whose model
 * nobody had changed goes along, so that the next publish does not bring the other one back. Throws ApiError `not_found` for
 * a model that never was live on the flow, `conflict` when it is live or the flow is not, `model_invalid` when it does not
 * pass the checks.
 */
export async function rollBackModel(
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  { workspaceId, flowId, revision, by }: ModelRollback,
): Promise<PublishedRelease> {
  const key = { workspaceId, flowId }
  const made = await deps.store.write(async trx => {
    const row = await lockFlowRow(trx, deps.store.engine, key)
    const live = row.live_release_id ? await loadRelease(trx, workspaceId, row.live_release_id) : null
    if (!live) throw new ApiError('conflict', { detail: 'This flow is not live: there is nothing to roll back.' })
    if (live.modelRevision === revision) throw new ApiError('conflict', { detail: 'This model is live already.' })
    const versions = await loadModelVersions(trx, { ...key, liveReleaseId: row.live_release_id })
    const version = versions.find(one => one.revision === revision)
    const model = version && (await loadModelRevision(trx, workspaceId, revision))
    if (!model) throw new ApiError('not_found')
    const { flow, routing } = live
    assertPublishable(checkScoreModel(model, flow).map(finding => ({ ...finding, part: 'model' as const })))

    const note = `Back to scoring model ${version.number}`
    const revisions = {
      flowRevision: live.flowRevision,
      modelRevision: revision,
      routingRevision: live.routingRevision,
    }
    const release = await insertRelease(trx, deps, { ...key, draft: { flow, model, routing }, revisions, note, by })
    await endTrials(trx, { ...key, at: deps.now(), why: 'published' })
    const untouched = modelRevisionOf(draftOf(row), live) === live.modelRevision
    await trx
      .updateTable('flows')
      .set({
        live_release_id: release.id,
        updated_at: deps.now(),
        ...(untouched && { draft_model_json: JSON.stringify(model), draft_version: row.draft_version + 1 }),
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', flowId)
      .execute()
    return release
  })
  invalidateLive(workspaceId)
  return made
}
