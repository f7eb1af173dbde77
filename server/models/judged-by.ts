import type { Kysely } from 'kysely'
import { bucket } from '#flows/assign.ts'
import { loadModel, loadRelease, type Release } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** Another model that scores a share of a flow's new leads. */
export interface Challenger {
  readonly trialId: string
  readonly revision: string
  readonly model: Release['model']
  /** Basis points. */
  readonly share: number
  readonly startedAt: number
}

/** Whether a lead belongs to the challenger: a stable hash of its id, the same for as long as the trial runs. */
export function isChallenged({ trialId, share }: Pick<Challenger, 'trialId' | 'share'>, leadId: string): boolean {
  return bucket(trialId, leadId) < share
}

/**
 * The release with the model that scores this lead: the release's own, or a challenger's for its share of the leads that come
 * while it runs.
 */
export function judgedBy(release: Release, lead: { readonly id: string; readonly createdAt: number }): Release {
  const challenger = release.challengers.find(({ startedAt }) => startedAt <= lead.createdAt)
  if (!challenger || !isChallenged(challenger, lead.id)) return release
  return { ...release, model: challenger.model, modelRevision: challenger.revision }
}

type Scored = Pick<LeadTable, 'workspace_id' | 'release_id' | 'model_revision'>

/**
 * What a lead is scored by when it is scored anew: the flow of its newest conversation, with the model that is live on that
 * flow now or competes with it. Null when the release is gone.
 */
export async function scoredBy(
  db: Kysely<Database>,
  lead: Pick<LeadTable, 'workspace_id' | 'id' | 'release_id' | 'created_at'>,
): Promise<Release | null> {
  const own = await loadRelease(db, lead.workspace_id, lead.release_id)
  if (!own) return null
  const live = own.liveReleaseId === null ? own : await loadRelease(db, lead.workspace_id, own.liveReleaseId)
  const { model, modelRevision } = judgedBy(live ?? own, { id: lead.id, createdAt: lead.created_at })
  return { ...own, model, modelRevision }
}

/** The flow of a lead's newest conversation, with the model that made its stored score. Null when the release is gone. */
export async function scoredWith(db: Kysely<Database>, lead: Scored): Promise<Release | null> {
  const own = await loadRelease(db, lead.workspace_id, lead.release_id)
  if (!own || own.modelRevision === lead.model_revision) return own
  const model = await loadModel(db, lead.workspace_id, lead.model_revision)
  return model ? { ...own, model, modelRevision: lead.model_revision } : own
}
