import type { Kysely } from 'kysely'
import { ApiError } from '../errors.ts'
import { modelRevisionOf } from '../publishing/draft-revisions.ts'
import { draftOf, type FlowRow } from '../publishing/flow-row.ts'
import { loadRelease, type Release } from '../publishing/live.ts'
import { revisionId } from '../publishing/revision-id.ts'
import { presets } from '../scoring/presets/index.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'
import type { ModelChoice } from './backtest-types.ts'
import { loadModelRevision, loadModelVersions } from './model-versions.ts'
import type { NamedModel } from './score-past.ts'

/**
 * The model that is meant, with a name for people. Throws ApiError `not_found` for a revision that never was live on the
 * flow or a preset there is none of, `conflict` for the live model of a flow that is not.
 */
export async function chooseModel(db: Kysely<Database>, row: FlowRow, choice: ModelChoice): Promise<NamedModel> {
  if (choice.kind === 'draft') {
    const draft = draftOf(row)
    return { name: 'Draft', revision: modelRevisionOf(draft, await liveOf(db, row)), model: draft.model }
  }
  if (choice.kind === 'preset') {
    const found = Object.entries<ScoreModel>(presets).find(([name]) => name === choice.preset)
    if (!found) throw new ApiError('not_found')
    const [, model] = found
    return { name: `Preset “${model.name}”`, revision: revisionId(model), model }
  }
  const revision = choice.kind === 'live' ? await liveRevision(db, row) : choice.revision
  const key = { workspaceId: row.workspace_id, flowId: row.id, liveReleaseId: row.live_release_id }
  const version = (await loadModelVersions(db, key)).find(one => one.revision === revision)
  const model = version && (await loadModelRevision(db, row.workspace_id, revision))
  if (!model) throw new ApiError('not_found')
  return { name: `Model ${version.number}${version.live ? ' (live)' : ''}`, revision, model }
}

async function liveRevision(db: Kysely<Database>, row: FlowRow): Promise<string> {
  const live = await liveOf(db, row)
  if (!live)
    throw new ApiError('conflict', { detail: 'This flow is not live yet: publish it, or compare with a preset.' })
  return live.modelRevision
}

async function liveOf(db: Kysely<Database>, row: FlowRow): Promise<Release | null> {
  return row.live_release_id ? await loadRelease(db, row.workspace_id, row.live_release_id) : null
}
