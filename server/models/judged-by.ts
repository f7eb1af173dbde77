import { bucket } from '#flows/assign.ts'
import type { Release } from '../publishing/live.ts'

/** Another model that scores, or scored, a share of a flow's new leads. */
export interface Challenger {
  readonly trialId: string
  readonly revision: string
  readonly model: Release['model']
  /** Basis points. */
  readonly share: number
  readonly startedAt: number
  /** Null while it runs. */
  readonly endedAt: number | null
}

/** Whether a lead belongs to the challenger: a stable hash of its id, the same for as long as the trial runs. */
export function isChallenged({ trialId, share }: Pick<Challenger, 'trialId' | 'share'>, leadId: string): boolean {
  return bucket(trialId, leadId) < share
}

/**
 * The release with the model that scores this lead: the release's own, or a challenger's for its share of the leads that came
 * while it ran. A lead keeps its side for good, also when the trial is over, so that none is ever counted under both.
 */
export function judgedBy(release: Release, lead: { readonly id: string; readonly createdAt: number }): Release {
  const challenger = release.challengers.find(
    ({ startedAt, endedAt }) => startedAt <= lead.createdAt && lead.createdAt < (endedAt ?? Number.POSITIVE_INFINITY),
  )
  if (!challenger || !isChallenged(challenger, lead.id)) return release
  return { ...release, model: challenger.model, modelRevision: challenger.revision }
}
