import type { Kysely } from 'kysely'
import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { loadRelease } from '../publishing/live.ts'
import type { ModelTrialTable, ShadowScoreTable } from '../store/model-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadModelRevision } from './model-versions.ts'
import { loadPastLeadsById, type PastLead } from './past-leads.ts'
import { scorePast } from './score-past.ts'

type ShadowDeps = Pick<Deps, 'store' | 'log' | 'now'>

const POLL_MS = 15_000
const AT_ONCE = 50

/**
 * Lets shadow models score along: after the commit, off the way of a visitor's answer, without any effect. Servers that
 * share a database may do the same lead twice; the second writes what the first did. A run scores
 * every lead that shadows have not seen as it is now, and counts them.
 */
export function startShadowScores(deps: ShadowDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const trouble = 'shadow models could not score along'
  return repeat(stopping => scoreAll(deps, stopping), { log: deps.log, poll, trouble })
}

async function scoreAll(deps: ShadowDeps, stopping: () => boolean): Promise<number> {
  const trials = await deps.store.db
    .selectFrom('model_trials')
    .selectAll()
    .where('mode', '=', 'shadow')
    .where('ended_at', 'is', null)
    .execute()
  let scored = 0
  for (const trial of trials) {
    for (;;) {
      if (stopping()) return scored
      const ids = await unseenLeads(deps.store.db, trial)
      const rows = await shadowsOf(deps.store.db, trial, ids)
      await storeRows(deps, rows)
      scored += rows.length
      // Leads that cannot be scored are left; the next round looks at them again.
      if (ids.length < AT_ONCE || rows.length === 0) break
    }
  }
  return scored
}

/** Leads that came since the trial began and changed since they were scored for it. */
async function unseenLeads(db: Kysely<Database>, trial: ModelTrialTable): Promise<string[]> {
  const rows = await db
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .leftJoin('shadow_scores', join =>
      join
        .onRef('shadow_scores.workspace_id', '=', 'leads.workspace_id')
        .onRef('shadow_scores.lead_id', '=', 'leads.id')
        .on('shadow_scores.trial_id', '=', trial.id),
    )
    .select('leads.id')
    .where('leads.workspace_id', '=', trial.workspace_id)
    .where('leads.flow_id', '=', trial.flow_id)
    // A lead is not changed before it is made: with this the index on `updated_at` leads past all older ones.
    .where('leads.updated_at', '>=', trial.started_at)
    .where('leads.created_at', '>=', trial.started_at)
    .where('sessions.quarantine', 'is', null)
    .where(eb => eb.or([eb('shadow_scores.at', 'is', null), eb('shadow_scores.at', '<', eb.ref('leads.updated_at'))]))
    .orderBy('leads.updated_at')
    .limit(AT_ONCE)
    .execute()
  return rows.map(({ id }) => id)
}

async function shadowsOf(
  db: Kysely<Database>,
  trial: ModelTrialTable,
  ids: readonly string[],
): Promise<ShadowScoreTable[]> {
  const { workspace_id, model_revision } = trial
  const model = await loadModelRevision(db, workspace_id, model_revision)
  if (!model || ids.length === 0) return []
  const standing = await standingOf(db, workspace_id, ids)
  const rows: ShadowScoreTable[] = []
  for (const lead of await loadPastLeadsById(db, workspace_id, ids)) {
    const now = standing.get(lead.id)
    const release = await loadRelease(db, workspace_id, lead.releaseId)
    const champion = await loadModelRevision(db, workspace_id, lead.modelRevision)
    if (!now || !release || !champion) continue
    const place = { flow: release.flow, moment: now.updated_at }
    rows.push(
      toRow(trial, lead, {
        at: now.updated_at,
        // Both at the same moment, so that fading makes no difference between them.
        live: scorePast(lead, { model: champion, revision: lead.modelRevision }, place),
        shadow: scorePast(lead, { model, revision: model_revision }, place),
      }),
    )
  }
  return rows
}

async function standingOf(db: Kysely<Database>, workspaceId: string, ids: readonly string[]) {
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'updated_at'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

type Score = ReturnType<typeof scorePast>

function toRow(
  trial: ModelTrialTable,
  lead: PastLead,
  { live, shadow, at }: { readonly live: Score; readonly shadow: Score; readonly at: number },
): ShadowScoreTable {
  return {
    workspace_id: trial.workspace_id,
    trial_id: trial.id,
    lead_id: lead.id,
    score: shadow.score,
    fit: shadow.fit,
    engagement: shadow.engagement,
    temperature: shadow.temperature,
    qualified: Number(shadow.qualified),
    live_score: live.score,
    live_temperature: live.temperature,
    live_qualified: Number(live.qualified),
    at,
  }
}

async function storeRows({ store }: ShadowDeps, rows: readonly ShadowScoreTable[]): Promise<void> {
  if (rows.length === 0) return
  await store.write(async trx => {
    for (const row of rows) {
      const { workspace_id: _workspace, trial_id: _trial, lead_id: _lead, ...values } = row
      await trx
        .insertInto('shadow_scores')
        .values(row)
        .onConflict(conflict => conflict.columns(['workspace_id', 'trial_id', 'lead_id']).doUpdateSet(values))
        .execute()
    }
  })
}
