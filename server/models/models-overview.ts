import type { Kysely } from 'kysely'
import { listMembers } from '../auth/members.ts'
import { modelRevisionOf } from '../publishing/draft-revisions.ts'
import { draftOf, type FlowKey, type FlowRow, loadFlowRow } from '../publishing/flow-row.ts'
import { loadRelease } from '../publishing/live.ts'
import { presets } from '../scoring/presets/index.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'
import type { ModelChoice } from './backtest-types.ts'
import { chooseModel } from './choose-model.ts'
import { describeModelChanges, type ModelChange } from './describe-model-changes.ts'
import { loadLastTest, type ModelTest } from './last-test.ts'
import { loadModelSettings, type ModelSettings } from './model-settings.ts'
import { loadModelVersions, type ModelVersion } from './model-versions.ts'
import { canBeSigned, loadSignatures, type Signature } from './sign-off.ts'

/** Everything about the scoring models of one flow. */
export interface ModelsOverview {
  readonly flow: { readonly id: string; readonly name: string }
  /** Newest first. */
  readonly versions: readonly ModelVersion[]
  readonly draft: {
    readonly name: string
    readonly revision: string
    /** Differs from what is live. */
    readonly changed: boolean
    /** Since what is live; none before the first publish. */
    readonly changes: readonly ModelChange[]
    /** Under the draft's model as it is. */
    readonly signatures: readonly Signature[]
    /** Whether two people of the workspace can sign it; false = somebody has to be invited. */
    readonly signable: boolean
    /** The newest test of exactly this model on past leads. */
    readonly tested: ModelTest | null
  }
  readonly settings: ModelSettings
  readonly review: {
    /** When somebody last looked it through, or published another model; null before. */
    readonly at: number | null
    /** Who reviewed it; null when publishing was the last look. */
    readonly by: string | null
    readonly due: boolean
  }
  readonly presets: readonly { readonly id: string; readonly name: string }[]
}

const DAY_MS = 86_400_000

/** Throws ApiError `not_found`. */
export async function loadModelsOverview(
  db: Kysely<Database>,
  { workspaceId, flowId, now }: FlowKey & { readonly now: number },
): Promise<ModelsOverview> {
  const row = await loadFlowRow(db, { workspaceId, flowId })
  const draft = draftOf(row)
  const live = row.live_release_id ? await loadRelease(db, workspaceId, row.live_release_id) : null
  const versions = await loadModelVersions(db, { workspaceId, flowId, liveReleaseId: row.live_release_id })
  const settings = await loadModelSettings(db, workspaceId)
  const revision = modelRevisionOf(draft, live)
  const signatures = await loadSignatures(db, { workspaceId, flowId, revision })
  return {
    flow: { id: row.id, name: draft.flow.name },
    versions,
    draft: {
      name: draft.model.name,
      revision,
      changed: live?.modelRevision !== revision,
      changes: live ? describeModelChanges(live.model, draft.model, draft.flow) : [],
      signatures,
      signable: canBeSigned(await listMembers(db, workspaceId), signatures),
      tested: await loadLastTest(db, { workspaceId, flowId, revision }),
    },
    settings,
    review: await reviewOf(db, row, { versions, days: settings.reviewDays, now }),
    presets: Object.entries<ScoreModel>(presets).map(([id, { name }]) => ({ id, name })),
  }
}

/** Two models side by side in words. Throws ApiError as `chooseModel` does. */
export async function compareModels(
  db: Kysely<Database>,
  { workspaceId, flowId, from, to }: FlowKey & { readonly from: ModelChoice; readonly to: ModelChoice },
): Promise<{ readonly from: string; readonly to: string; readonly changes: readonly ModelChange[] }> {
  const row = await loadFlowRow(db, { workspaceId, flowId })
  const before = await chooseModel(db, row, from)
  const after = await chooseModel(db, row, to)
  const changes = describeModelChanges(before.model, after.model, draftOf(row).flow)
  return { from: before.name, to: after.name, changes }
}

async function reviewOf(
  db: Kysely<Database>,
  row: FlowRow,
  { versions, days, now }: { readonly versions: readonly ModelVersion[]; readonly days: number; readonly now: number },
): Promise<ModelsOverview['review']> {
  const reviewed = await db
    .selectFrom('model_reviews')
    .selectAll()
    .where('workspace_id', '=', row.workspace_id)
    .where('flow_id', '=', row.id)
    .executeTakeFirst()
  const published = versions.reduce<number | null>((latest, { at }) => Math.max(latest ?? at, at), null)
  const byHand = reviewed && reviewed.at >= (published ?? 0) ? reviewed : null
  const at = byHand?.at ?? published
  return { at, by: byHand?.user_name ?? null, due: days > 0 && at !== null && now - at > days * DAY_MS }
}
