import type { Kysely } from 'kysely'
import { withVerdicts } from '../leads/verdict-columns.ts'
import type { Database } from '../store/schema.ts'
import { loadLeadNames } from './view-backtest.ts'

interface Verdicts {
  readonly accepted: number
  readonly rejected: number
}

/** A lead on which the two models part. */
export interface ShadowedLead {
  readonly id: string
  readonly name: string
  readonly live: { readonly score: number; readonly temperature: string; readonly qualified: boolean }
  readonly shadow: { readonly score: number; readonly temperature: string; readonly qualified: boolean }
  readonly verdict: 'accepted' | 'rejected' | null
}

/** What a model would have said of the leads that came, beside what the live one said. */
export interface ShadowResult {
  readonly leads: number
  /** Leads qualified by both, by one of them, by neither. */
  readonly both: number
  readonly liveOnly: number
  readonly shadowOnly: number
  readonly neither: number
  /** Verdicts of sales on the leads that only one of them takes for qualified. */
  readonly liveOnlyVerdicts: Verdicts
  readonly shadowOnlyVerdicts: Verdicts
  /** The newest leads on which they part. */
  readonly parted: readonly ShadowedLead[]
}

const SHOWN = 20

export async function reportShadow(
  db: Kysely<Database>,
  { workspaceId, trialId }: { readonly workspaceId: string; readonly trialId: string },
): Promise<ShadowResult> {
  const scores = withVerdicts(db)
    .selectFrom('shadow_scores')
    .innerJoin('leads', join =>
      join
        .onRef('leads.workspace_id', '=', 'shadow_scores.workspace_id')
        .onRef('leads.id', '=', 'shadow_scores.lead_id'),
    )
    .where('shadow_scores.workspace_id', '=', workspaceId)
    .where('shadow_scores.trial_id', '=', trialId)
  const groups = await scores
    .select(eb => ['live_qualified', 'shadow_scores.qualified', 'leads.verdict', eb.fn.countAll().as('leads')])
    .groupBy(['live_qualified', 'shadow_scores.qualified', 'leads.verdict'])
    .execute()
  const count = (live: number, shadow: number, verdict?: 'accepted' | 'rejected') =>
    groups
      .filter(group => group.live_qualified === live && group.qualified === shadow)
      .filter(group => verdict === undefined || group.verdict === verdict)
      .reduce((sum, group) => sum + Number(group.leads), 0)
  const verdicts = (live: number, shadow: number): Verdicts => ({
    accepted: count(live, shadow, 'accepted'),
    rejected: count(live, shadow, 'rejected'),
  })
  const rows = await scores
    .selectAll('shadow_scores')
    .select('leads.verdict')
    .whereRef('live_qualified', '<>', 'shadow_scores.qualified')
    .orderBy('shadow_scores.at', 'desc')
    .limit(SHOWN)
    .execute()
  const names = await loadLeadNames(
    db,
    workspaceId,
    rows.map(row => row.lead_id),
  )
  return {
    leads: groups.reduce((sum, group) => sum + Number(group.leads), 0),
    both: count(1, 1),
    liveOnly: count(1, 0),
    shadowOnly: count(0, 1),
    neither: count(0, 0),
    liveOnlyVerdicts: verdicts(1, 0),
    shadowOnlyVerdicts: verdicts(0, 1),
    parted: rows.map(row => ({
      id: row.lead_id,
      name: names[row.lead_id]?.name ?? names[row.lead_id]?.email ?? row.lead_id,
      live: { score: row.live_score, temperature: row.live_temperature, qualified: row.live_qualified === 1 },
      shadow: { score: row.score, temperature: row.temperature, qualified: row.qualified === 1 },
      verdict: row.verdict,
    })),
  }
}
