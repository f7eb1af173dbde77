import type { Kysely } from 'kysely'
import { loadPastLeadsById } from '../models/past-leads.ts'
import { loadRelease } from '../publishing/live.ts'
import type { Database } from '../store/schema.ts'
import { predict } from './predict.ts'
import type { Predictor } from './report-types.ts'

/** What the published report of a lead's flow predicts for it. */
export interface LeadPrediction {
  /** Of 100 leads like this one, how many reached the target: 0 to 100. */
  readonly of100: number
  readonly target: Predictor['target']
  /** Of 100 leads in all. */
  readonly usual: number
  /** Decided leads it was learnt from. */
  readonly leads: number
  readonly publishedBy: string
  readonly publishedAt: number
}

/** Null without a published report of the lead's flow, for a disqualified lead, and for an id there is none of. */
export async function loadPrediction(
  db: Kysely<Database>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
): Promise<LeadPrediction | null> {
  const published = await db
    .selectFrom('learning_reports')
    .innerJoin('leads', join =>
      join
        .onRef('leads.workspace_id', '=', 'learning_reports.workspace_id')
        .onRef('leads.flow_id', '=', 'learning_reports.flow_id'),
    )
    .select(['predictor_json', 'published_at', 'published_by'])
    .where('learning_reports.workspace_id', '=', workspaceId)
    .where('leads.id', '=', leadId)
    .where('published_at', 'is not', null)
    .executeTakeFirst()
  if (!published?.predictor_json || published.published_at === null) return null
  const [lead] = await loadPastLeadsById(db, workspaceId, [leadId])
  const release = lead && (await loadRelease(db, workspaceId, lead.releaseId))
  if (!lead || !release) return null
  const predictor = JSON.parse(published.predictor_json) as Predictor // written by the learning job only
  const probability = predict(predictor, lead, release.flow)
  if (probability === null) return null
  return {
    of100: Math.round(probability * 100),
    target: predictor.target,
    usual: Math.round(predictor.rate * 100),
    leads: predictor.leads,
    publishedBy: published.published_by ?? '',
    publishedAt: published.published_at,
  }
}
