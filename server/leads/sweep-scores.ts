import { type Kysely, sql } from 'kysely'
import type { Deps } from '../deps.ts'
import type { LifecycleRules } from '../lifecycle/lifecycle-rules.ts'
import { lifecycleRulesOf } from '../lifecycle/load-rules.ts'
import { stageSignals } from '../lifecycle/stage-signals.ts'
import { scoredBy, scoredWith } from '../models/judged-by.ts'
import { noteChange } from '../nurture/note-change.ts'
import { foldLedger, type LedgerEntry } from '../scoring/ledger.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { fromLedgerRow } from './ledger-rows.ts'
import { rescoreLead } from './rescore-lead.ts'
import { withVerdicts } from './verdict-columns.ts'

type SweepDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId' | 'wakeDelivery'>

export interface Swept {
  /** Leads looked at. */
  readonly leads: number
  /** Whose stored numbers time had overtaken. */
  readonly updated: number
  /** Who were scored anew, since their temperature, stage or model was due to change. */
  readonly rescored: number
}

export interface SweepOptions {
  readonly stopping?: () => boolean
  /** Leads a batch. Small, since one is read and reckoned without a pause. */
  readonly atOnce?: number
  /** Only this workspace. */
  readonly workspaceId?: string
}

const AT_ONCE = 50

/**
 * Brings what is stored of all leads up to this moment: scores fade while nobody looks, and lists are sorted by what is
 * stored. A ledger is folded, not made anew; only where the temperature or the stage is due to change is a lead scored
 * anew, with all that follows. Reads outside of units and writes a batch at a time, so that intake goes before; a lead
 * that somebody changes meanwhile is left to them.
 */
export async function sweepScores(deps: SweepDeps, options: SweepOptions = {}): Promise<Swept> {
  const { stopping = () => false, atOnce = AT_ONCE, workspaceId } = options
  const sum = { leads: 0, updated: 0, rescored: 0 }
  let after: Place = { workspace: workspaceId ?? '', lead: '' }
  while (!stopping()) {
    const at = deps.now()
    const leads = await findLeads(deps.store.db, { ...after, only: workspaceId !== undefined, atOnce })
    const last = leads.at(-1)
    if (!last) break
    const swept = await sweepBatch(deps, leads, at)
    sum.leads += leads.length
    sum.updated += swept.updated
    for (const due of swept.due) {
      if (stopping()) break
      if (await scoreAnew(deps, due, at)) sum.rescored += 1
    }
    after = { workspace: last.workspace_id, lead: last.id }
    await giveWay()
  }
  return sum
}

interface Place {
  readonly workspace: string
  readonly lead: string
}

/** What a sweep must know of a lead. */
interface StoredScore
  extends Pick<
    LeadTable,
    | 'workspace_id'
    | 'id'
    | 'release_id'
    | 'model_revision'
    | 'fit'
    | 'engagement'
    | 'score'
    | 'temperature'
    | 'stage'
    | 'created_at'
    | 'updated_at'
  > {
  readonly stage_since: number | null
  readonly stage_by: string | null
  readonly verdict: string | null
}

interface Due {
  readonly lead: StoredScore
  /** It came by a release that was live no more. */
  readonly anotherModel: boolean
}

interface Fresh {
  readonly lead: StoredScore
  readonly fit: number
  readonly engagement: number
  readonly score: number
}

async function sweepBatch(deps: SweepDeps, leads: readonly StoredScore[], at: number) {
  const { db } = deps.store
  const ledgers = await loadLedgers(db, leads)
  const fresh: Fresh[] = []
  const due: Due[] = []
  for (const lead of leads) {
    const release = await scoredWith(db, lead)
    if (!release) continue
    if ((await scoredBy(db, lead))?.modelRevision !== lead.model_revision) {
      due.push({ lead, anotherModel: true })
      continue
    }
    const folded = foldLedger(ledgers.get(keyOf(lead)) ?? [], release.model, at)
    const rules = await lifecycleRulesOf(db, deps, lead.workspace_id)
    const faded = folded.score !== lead.score
    if (isDue(lead, { heat: folded.temperature, faded, rules, at })) due.push({ lead, anotherModel: false })
    else if (faded || folded.fit !== lead.fit || folded.engagement !== lead.engagement) {
      fresh.push({ lead, fit: folded.fit, engagement: folded.engagement, score: folded.score })
    }
  }
  return { updated: await store(deps, fresh), due }
}

function isDue(
  lead: StoredScore,
  { heat, faded, rules, at }: { heat: string; faded: boolean; rules: LifecycleRules; at: number },
): boolean {
  if (lead.temperature === 'disqualified') return false
  // What is asked of them may be a matter of points.
  if (faded && rules.recycle.when && (lead.stage === 'sal' || lead.stage === 'hold')) return true
  const standing = {
    stage: lead.stage,
    setByPerson: lead.stage_by !== null || lead.verdict !== null,
    since: lead.stage_since ?? lead.created_at,
  }
  // Every act changes the lead, so that silence is at least as long as it was left alone.
  const signals = stageSignals({ rules, events: [], current: standing, lastActiveAt: lead.updated_at, at })
  const warmth = lead.temperature === 'dead' ? 'cold' : lead.temperature
  return warmth !== heat || signals.overdue || (heat === 'cold' && signals.silent && lead.temperature !== 'dead')
}

async function store(deps: SweepDeps, fresh: readonly Fresh[]): Promise<number> {
  if (fresh.length === 0) return 0
  return await deps.store.write(async trx => {
    let updated = 0
    for (const { lead, ...numbers } of fresh) {
      const { numUpdatedRows } = await trx
        .updateTable('leads')
        .set(numbers)
        .where('workspace_id', '=', lead.workspace_id)
        .where('id', '=', lead.id)
        .where('updated_at', '=', lead.updated_at)
        .where('score', '=', lead.score)
        .executeTakeFirst()
      updated += Number(numUpdatedRows)
      if (numUpdatedRows > 0n)
        await noteChange(trx, deps, { before: lead, after: { ...lead, ...numbers }, at: deps.now() })
    }
    return updated
  })
}

async function scoreAnew(deps: SweepDeps, { lead, anotherModel }: Due, at: number): Promise<boolean> {
  const { workspace_id, id } = lead
  try {
    const rescored = await deps.store.write(trx =>
      rescoreLead(trx, deps, { workspaceId: workspace_id, leadId: id, at, anotherModel }),
    )
    if (rescored.changed) deps.live.publish(workspace_id, { type: 'lead', lead: id, change: 'updated' })
    if (rescored.queued) deps.wakeDelivery()
    return rescored.changed
  } catch (error) {
    // One lead that cannot be scored must not hold up the others.
    deps.log.error({ err: error, lead: id }, 'a lead could not be scored anew')
    return false
  }
}

async function loadLedgers(db: Kysely<Database>, leads: readonly StoredScore[]): Promise<Map<string, LedgerEntry[]>> {
  const ledgers = new Map<string, LedgerEntry[]>()
  for (const [workspaceId, own] of Map.groupBy(leads, lead => lead.workspace_id)) {
    const rows = await db
      .selectFrom('ledger_entries')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where(
        'lead_id',
        'in',
        own.map(({ id }) => id),
      )
      .execute()
    for (const [id, found] of Map.groupBy(rows, row => row.lead_id)) {
      ledgers.set(keyOf({ workspace_id: workspaceId, id }), found.map(fromLedgerRow))
    }
  }
  return ledgers
}

function keyOf({ workspace_id, id }: Pick<LeadTable, 'workspace_id' | 'id'>): string {
  return `${workspace_id} ${id}`
}

/** The next leads by workspace and id, which the primary key finds. */
async function findLeads(
  db: Kysely<Database>,
  { workspace, lead, only, atOnce }: Place & { readonly only: boolean; readonly atOnce: number },
): Promise<StoredScore[]> {
  return await withVerdicts(db)
    .selectFrom('leads')
    .select([
      'workspace_id',
      'id',
      'release_id',
      'model_revision',
      'fit',
      'engagement',
      'score',
      'temperature',
      'stage',
      'created_at',
      'updated_at',
      'stage_since',
      'stage_by',
      'verdict',
    ])
    .where(eb => sql<boolean>`(${eb.ref('workspace_id')}, ${eb.ref('id')}) > (${workspace}, ${lead})`)
    .$if(only, query => query.where('workspace_id', '=', workspace))
    .orderBy('workspace_id')
    .orderBy('id')
    .limit(atOnce)
    .execute()
}

/** Lets whatever came in meanwhile go first. */
function giveWay(): Promise<void> {
  return new Promise(resolve => setImmediate(resolve))
}
