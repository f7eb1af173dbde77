import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { assertSigned } from '../models/sign-off.ts'
import { endTrials } from '../models/trials.ts'
import type { Database } from '../store/schema.ts'
import { assertPublishable, checkDraft } from './check-draft.ts'
import type { Draft } from './draft.ts'
import { revisionsOf } from './draft-revisions.ts'
import { draftOf, type FlowKey, type FlowRow, loadFlowRow, lockFlowRow, placementJson } from './flow-row.ts'
import { insertRelease, type PublishedRelease } from './insert-release.ts'
import { invalidateLive, loadRelease, type Release } from './live.ts'
import { raiseExperiments } from './raise-experiments.ts'

export type { PublishedRelease }

type PublishingDeps = Pick<Deps, 'store' | 'now' | 'newId'>

export interface PublishRequest extends FlowKey {
  /** Of the draft that is meant to go live. */
  readonly version: number
  readonly note?: string
  /** Id of the user, or `system`. */
  readonly by: string
}

/**
 * Checks the draft, freezes its parts as revisions and makes a release of them live. Visits under way stay on theirs.
 * Throws ApiError `not_found`, `draft_changed`, `sign_off_missing`, or what `assertPublishable` throws; then nothing has
 * changed.
 */
export async function publish(deps: PublishingDeps, request: PublishRequest): Promise<PublishedRelease> {
  const { workspaceId } = request
  const row = await loadFlowRow(deps.store.db, request)
  if (row.draft_version !== request.version) throw new ApiError('draft_changed')
  const draft = await withRaisedExperiments(deps.store.db, row)
  assertPublishable(checkDraft(draft))

  const release = await deps.store.write(async trx => {
    const locked = await lockFlowRow(trx, deps.store.engine, request)
    if (locked.draft_version !== request.version) throw new ApiError('draft_changed')
    const revisions = revisionsOf(draft, await liveOf(trx, locked))
    await changeModel(trx, deps, { ...request, row: locked, revision: revisions.modelRevision, signed: true })
    const made = await insertRelease(trx, deps, { ...request, draft, revisions })
    await trx
      .updateTable('flows')
      .set({
        live_release_id: made.id,
        draft_flow_json: JSON.stringify(draft.flow),
        placement_json: placementJson(draft.placement, draft.placement),
        updated_at: deps.now(),
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', request.flowId)
      .execute()
    return made
  })
  invalidateLive(workspaceId)
  return release
}

/**
 * Makes an earlier release live again; the draft stays as it is.
 * Throws ApiError `not_found`, or `release_retired` for one that was taken out of use.
 */
export async function rollback(
  deps: PublishingDeps,
  { workspaceId, flowId, releaseId }: FlowKey & { readonly releaseId: string },
): Promise<void> {
  await deps.store.write(async trx => {
    const row = await lockFlowRow(trx, deps.store.engine, { workspaceId, flowId })
    const release = await trx
      .selectFrom('releases')
      .select(['retired_at', 'model_revision'])
      .where('workspace_id', '=', workspaceId)
      .where('flow_id', '=', flowId)
      .where('id', '=', releaseId)
      .executeTakeFirst()
    if (!release) throw new ApiError('not_found')
    if (release.retired_at !== null) throw new ApiError('release_retired')
    await changeModel(trx, deps, { workspaceId, flowId, row, revision: release.model_revision, signed: false })
    await trx
      .updateTable('flows')
      .set({ live_release_id: releaseId, updated_at: deps.now() })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', flowId)
      .execute()
  })
  invalidateLive(workspaceId)
}

/** Another model goes live: it is signed where the workspace wants that, and trials beside the old one are over. */
async function changeModel(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  change: FlowKey & { readonly row: FlowRow; readonly revision: string; readonly signed: boolean },
): Promise<void> {
  const { workspaceId, flowId, row, revision } = change
  const live = await liveOf(trx, row)
  if (live?.modelRevision === revision) return
  // What was live before had its signatures, or was made when none were wanted.
  if (change.signed)
    await assertSigned(trx, { workspaceId, flowId, revision, liveRevision: live?.modelRevision ?? null })
  await endTrials(trx, { workspaceId, flowId, at: deps.now(), why: 'published' })
}

async function withRaisedExperiments(db: Kysely<Database>, row: FlowRow): Promise<Draft> {
  const draft = draftOf(row)
  const live = await liveOf(db, row)
  const versions = await db
    .selectFrom('exposures')
    .select(['experiment_id', eb => eb.fn.max('version').as('version')])
    .where('workspace_id', '=', row.workspace_id)
    .where('flow_id', '=', row.id)
    .groupBy('experiment_id')
    .execute()
  const used = new Map(versions.map(({ experiment_id, version }) => [experiment_id, Number(version)]))
  return { ...draft, flow: raiseExperiments(draft.flow, live?.flow ?? null, used) }
}

async function liveOf(db: Kysely<Database>, row: FlowRow): Promise<Release | null> {
  return row.live_release_id ? await loadRelease(db, row.workspace_id, row.live_release_id) : null
}
