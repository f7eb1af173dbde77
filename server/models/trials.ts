import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { assertPublishable } from '../publishing/check-draft.ts'
import { type FlowKey, loadFlowRow } from '../publishing/flow-row.ts'
import { invalidateLive, loadRelease } from '../publishing/live.ts'
import { checkScoreModel } from '../scoring/check-score-model.ts'
import type { ModelTrialTable } from '../store/model-tables.ts'
import type { Database } from '../store/schema.ts'
import type { ModelChoice } from './backtest-types.ts'
import { chooseModel } from './choose-model.ts'
import { countSides, type SideQualified, type Sides } from './count-sides.ts'
import { loadModelVersions } from './model-versions.ts'
import { assertSigned } from './sign-off.ts'

/** Another model beside the live one. */
export interface Trial {
  readonly id: string
  readonly mode: 'shadow' | 'challenger'
  readonly revision: string
  readonly champion: string
  /** Basis points of new leads. */
  readonly share: number
  readonly by: string
  readonly startedAt: number
  readonly endedAt: number | null
  readonly endedWhy: 'stopped' | 'published' | null
  /** Of a challenger that is over: what each side's own model had qualified by then. Null while it runs. */
  readonly qualified: Sides<SideQualified> | null
}

interface NewTrial extends FlowKey {
  readonly mode: Trial['mode']
  readonly candidate: ModelChoice
  /** Basis points; for a challenger only. */
  readonly share: number
  readonly by: string
}

/** Trials of a flow, the newest first. */
export async function loadTrials(db: Kysely<Database>, { workspaceId, flowId }: FlowKey): Promise<Trial[]> {
  const rows = await db
    .selectFrom('model_trials')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(toTrial)
}

/**
 * Begins a trial on the leads that come from now on. Throws ApiError `not_found`; `conflict` when the flow is not live, the
 * model is the live one, or a trial of this kind runs already; `model_invalid` when the model does not pass the checks;
 * `sign_off_missing` for a challenger that nobody signed.
 */
export async function startTrial(
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  { workspaceId, flowId, mode, candidate, share, by }: NewTrial,
): Promise<Trial> {
  const row = await loadFlowRow(deps.store.db, { workspaceId, flowId })
  const live = row.live_release_id ? await loadRelease(deps.store.db, workspaceId, row.live_release_id) : null
  if (!live) throw conflict('Publish the flow first: there is nothing to try another model beside.')
  const { revision, model } = await chooseModel(deps.store.db, row, candidate)
  if (revision === live.modelRevision) throw conflict('This is the model that is live. Choose another one to try.')
  assertPublishable(checkScoreModel(model, live.flow).map(finding => ({ ...finding, part: 'model' as const })))
  if (mode === 'challenger') await assertMayScore(deps.store.db, { workspaceId, flowId, revision })
  const at = deps.now()
  const trial: ModelTrialTable = {
    workspace_id: workspaceId,
    id: deps.newId(),
    flow_id: flowId,
    mode,
    model_revision: revision,
    champion_revision: live.modelRevision,
    share: mode === 'challenger' ? share : 0,
    user_name: by,
    started_at: at,
    ended_at: null,
    ended_why: null,
    qualified_json: null,
  }
  await deps.store.write(async trx => {
    const running = await trx
      .selectFrom('model_trials')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('flow_id', '=', flowId)
      .where('mode', '=', mode)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (running)
      throw conflict('A trial of this kind runs already. End it first: two at once would answer neither question.')
    await trx
      .insertInto('revisions')
      .values({
        workspace_id: workspaceId,
        id: revision,
        kind: 'model',
        body_json: JSON.stringify(model),
        created_at: at,
      })
      .onConflict(clash => clash.columns(['workspace_id', 'id']).doNothing())
      .execute()
    await trx.insertInto('model_trials').values(trial).execute()
  })
  invalidateLive(workspaceId)
  return toTrial(trial)
}

/** Ends a trial. Throws ApiError `not_found` for one that is missing or over. */
export async function stopTrial(
  deps: Pick<Deps, 'store' | 'now'>,
  { workspaceId, flowId, trialId }: FlowKey & { readonly trialId: string },
): Promise<void> {
  await deps.store.write(async trx => {
    const [trial] = await runningTrials(trx, { workspaceId, flowId }).where('id', '=', trialId).execute()
    if (!trial) throw new ApiError('not_found')
    await endTrial(trx, trial, { at: deps.now(), why: 'stopped' })
  })
  invalidateLive(workspaceId)
}

/** Ends all trials of a flow, in the caller's unit: the model they were compared with is not live any more. */
export async function endTrials(
  trx: Kysely<Database>,
  { workspaceId, flowId, at, why }: FlowKey & { readonly at: number; readonly why: 'published' },
): Promise<void> {
  for (const trial of await runningTrials(trx, { workspaceId, flowId }).execute())
    await endTrial(trx, trial, { at, why })
}

function runningTrials(trx: Kysely<Database>, { workspaceId, flowId }: FlowKey) {
  return trx
    .selectFrom('model_trials')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('ended_at', 'is', null)
}

async function endTrial(
  trx: Kysely<Database>,
  trial: ModelTrialTable,
  { at, why }: { readonly at: number; readonly why: 'stopped' | 'published' },
): Promise<void> {
  const qualified = trial.mode === 'challenger' ? await countQualified(trx, trial, at) : null
  await trx
    .updateTable('model_trials')
    .set({ ended_at: at, ended_why: why, qualified_json: qualified && JSON.stringify(qualified) })
    .where('workspace_id', '=', trial.workspace_id)
    .where('id', '=', trial.id)
    .execute()
}

/** From now on the live model scores both sides, and what each said itself would be lost. */
async function countQualified(
  trx: Kysely<Database>,
  trial: ModelTrialTable,
  at: number,
): Promise<Sides<SideQualified>> {
  const { workspace_id: workspaceId, flow_id: flowId, id: trialId, share, started_at: since } = trial
  const { champion, challenger } = await countSides(trx, { workspaceId, flowId, trialId, share, since, until: at })
  const qualifiedOf = ({ leads, qualified }: SideQualified) => ({ leads, qualified })
  return { champion: qualifiedOf(champion), challenger: qualifiedOf(challenger) }
}

/** A challenger scores leads for real: what was never live is signed first, where the workspace wants that. */
async function assertMayScore(db: Kysely<Database>, model: FlowKey & { readonly revision: string }): Promise<void> {
  const versions = await loadModelVersions(db, { ...model, liveReleaseId: null })
  if (versions.some(({ revision }) => revision === model.revision)) return
  await assertSigned(db, { ...model, liveRevision: null })
}

function toTrial(row: ModelTrialTable): Trial {
  return {
    id: row.id,
    mode: row.mode,
    revision: row.model_revision,
    champion: row.champion_revision,
    share: row.share,
    by: row.user_name,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    endedWhy: row.ended_why,
    qualified: row.qualified_json === null ? null : (JSON.parse(row.qualified_json) as Sides<SideQualified>), // written below
  }
}

function conflict(detail: string): ApiError {
  return new ApiError('conflict', { detail })
}
