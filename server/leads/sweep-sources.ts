import type { Kysely } from 'kysely'
import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { scoredBy } from '../models/judged-by.ts'
import { factsOfModel } from '../scoring/score-plan.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { SourceRulesTable } from '../store/source-tables.ts'
import { forgetSourceRules } from './load-source-rules.ts'
import { scoreTogether } from './score-together.ts'
import { rankOf, type SourceRank, sourceRules } from './source-rules.ts'

type SweepDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId'>

const POLL_MS = 2_000
/** Leads ranked in one unit: a few milliseconds that intake waits at most. */
const PAGE = 500

/**
 * Brings leads in line with source rules that changed: newest first, a page a unit, so that intake never waits, and scored
 * anew, quietly, where the model looks at it. What a stop leaves is taken up at the next start. A run counts the leads it
 * ranked otherwise.
 */
export function startSourceSweep(deps: SweepDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const work = async (stopping: () => boolean) => {
    let changed = 0
    const due = await deps.store.db
      .selectFrom('source_rules')
      .selectAll()
      .where('sweep_place', 'is not', null)
      .execute()
    for (const row of due) {
      try {
        changed += await sweepWorkspace(deps, row, stopping)
      } catch (error) {
        // The others' rules must not wait for it.
        deps.log.error({ err: error, workspace: row.workspace_id }, 'leads could not be ranked by their source')
      }
    }
    return changed
  }
  return repeat(work, { log: deps.log, poll, trouble: 'leads could not be ranked by their source' })
}

async function sweepWorkspace(deps: SweepDeps, row: SourceRulesTable, stopping: () => boolean): Promise<number> {
  const { workspace_id: workspaceId, version } = row
  const rules = sourceRules.parse(JSON.parse(row.rules_json))
  // Another server may have changed them.
  forgetSourceRules(workspaceId)
  let changed = 0
  let place: string | null = row.sweep_place
  while (place !== null && !stopping()) {
    const page = await findLeads(deps.store.db, workspaceId, place)
    const stale = page.flatMap(lead => {
      const rank = rankOf(rules, lead)
      return rank.priority === lead.source_priority && rank.owner === lead.source_owner ? [] : [{ lead, rank }]
    })
    place = page.length < PAGE ? null : (page.at(-1)?.id ?? null)
    // Before the others: who is not scored yet when the server stops is found again at the next start.
    const leads = stale.map(({ lead }) => lead)
    if (!(await scoreAnew(deps, { workspaceId, leads, stopping }))) return changed
    const stood = await deps.store.write(async trx => {
      await rankAnew(trx, workspaceId, stale)
      return await goOn(trx, { workspaceId, version, place })
    })
    changed += stale.length
    // Newer rules begin from the start.
    if (!stood) return changed
  }
  if (changed > 0) deps.log.info({ workspace: workspaceId, leads: changed }, 'leads are ranked by their source')
  return changed
}

type Ranked = Pick<
  LeadTable,
  | 'workspace_id'
  | 'id'
  | 'source'
  | 'medium'
  | 'campaign'
  | 'source_priority'
  | 'source_owner'
  | 'release_id'
  | 'created_at'
>

async function findLeads(db: Kysely<Database>, workspaceId: string, before: string): Promise<Ranked[]> {
  return await db
    .selectFrom('leads')
    .select(['workspace_id', 'id', 'source', 'medium', 'campaign', 'source_priority', 'source_owner'])
    .select(['release_id', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .$if(before !== '', query => query.where('id', '<', before))
    .orderBy('id', 'desc')
    .limit(PAGE)
    .execute()
}

/** One update for each rank: there are ten at most. */
async function rankAnew(
  trx: Kysely<Database>,
  workspaceId: string,
  stale: readonly { readonly lead: Ranked; readonly rank: SourceRank }[],
): Promise<void> {
  const byRank = Map.groupBy(stale, ({ rank }) => `${rank.priority} ${rank.owner}`)
  for (const group of byRank.values()) {
    const [first] = group
    if (!first) continue
    await trx
      .updateTable('leads')
      .set({ source_priority: first.rank.priority, source_owner: first.rank.owner })
      .where('workspace_id', '=', workspaceId)
      // Whoever locks several leads does it in the order of their ids.
      .where('id', 'in', group.map(({ lead }) => lead.id).sort())
      .execute()
  }
}

/** Says how far the sweep came; false when the rules changed meanwhile. */
async function goOn(
  trx: Kysely<Database>,
  {
    workspaceId,
    version,
    place,
  }: { readonly workspaceId: string; readonly version: number; readonly place: string | null },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('source_rules')
    .set({ sweep_place: place })
    .where('workspace_id', '=', workspaceId)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Those whose model looks at their source; false when the server stops before all are. */
async function scoreAnew(
  deps: SweepDeps,
  {
    workspaceId,
    leads,
    stopping,
  }: { readonly workspaceId: string; readonly leads: readonly Ranked[]; readonly stopping: () => boolean },
): Promise<boolean> {
  const leadIds: string[] = []
  for (const lead of leads) if (await looksAtSource(deps, lead)) leadIds.push(lead.id)
  return (await scoreTogether(deps, { workspaceId, leadIds, stopping })).done
}

async function looksAtSource({ store, log }: SweepDeps, lead: Ranked): Promise<boolean> {
  try {
    const release = await scoredBy(store.db, lead)
    return release !== null && factsOfModel(release.model).some(fact => fact.startsWith('source.'))
  } catch (error) {
    log.error({ err: error, lead: lead.id }, 'the model of a lead could not be read')
    return false
  }
}
