import { type Kysely, sql } from 'kysely'
import type { Deps } from '../deps.ts'
import { isHeldBack } from '../leads/is-held-back.ts'
import { lockLead } from '../leads/lead-rows.ts'
import type { Database } from '../store/schema.ts'
import { readSpec, type Trigger } from './automation-spec.ts'
import { loadConditionFacts, loadFactsOf } from './condition-facts.ts'
import { fire, type LiveAutomation, whyNot } from './fire.ts'

type SweepDeps = Pick<Deps, 'store' | 'log' | 'now' | 'newId'>
type TimeTrigger = Extract<Trigger, { kind: 'days_in_stage' | 'idle' }>

/** How often leads are looked through for triggers that only time sets off. */
const EVERY_MS = 3_600_000
/** Leads looked at in one query: small, since a query holds everything else up. */
const PAGE = 500
const DAY_MS = 86_400_000

interface Candidate {
  readonly id: string
  /** Since when they are in the stage, or silent. */
  readonly since: number
}

/** Lets automations that wait for days to pass look at those leads for whom they have; resolves with how many it fired for. */
export async function sweepTime(deps: SweepDeps, stopping: () => boolean): Promise<number> {
  const now = deps.now()
  const due = await deps.store.db
    .selectFrom('automations')
    .select(['workspace_id', 'id', 'spec_json'])
    .where('enabled', '=', 1)
    .where('swept_at', '<=', now - EVERY_MS)
    .execute()
  let fired = 0
  for (const { workspace_id: workspaceId, id, spec_json } of due) {
    const spec = readSpec(spec_json)
    const { when } = spec ?? {}
    if (spec && (when?.kind === 'days_in_stage' || when?.kind === 'idle')) {
      fired += await sweepOne(deps, { workspaceId, automation: { id, spec }, when, now, stopping })
    }
    if (stopping()) return fired
    await deps.store.write(trx =>
      trx
        .updateTable('automations')
        .set({ swept_at: now })
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', id)
        .execute(),
    )
  }
  return fired
}

interface Sweep {
  readonly workspaceId: string
  readonly automation: LiveAutomation
  readonly when: TimeTrigger
  readonly now: number
  readonly stopping: () => boolean
}

async function sweepOne(deps: SweepDeps, sweep: Sweep): Promise<number> {
  let fired = 0
  for await (const candidates of findOverdue(deps.store.db, sweep)) {
    for (const candidate of candidates) {
      if (sweep.stopping()) return fired
      fired += (await lookAt(deps, sweep, candidate)) ? 1 : 0
    }
  }
  return fired
}

async function lookAt(
  deps: SweepDeps,
  { workspaceId, automation, when }: Sweep,
  candidate: Candidate,
): Promise<boolean> {
  try {
    return await deps.store.write(async trx => {
      const lead = await lockLead(trx, { workspaceId, id: candidate.id })
      if (!lead || (await isHeldBack(trx, lead))) return false
      const at = deps.now()
      const seen =
        when.kind === 'idle'
          ? { kind: 'idle' as const, days: when.days, since: candidate.since }
          : { kind: 'days_in_stage' as const, stage: when.stage, days: when.days, since: candidate.since }
      const facts = await loadFactsOf(trx, lead, at)
      // The same spell is one occasion: it is written down once, not with every sweep.
      const occasion = `${when.kind}:${candidate.since}`
      return await fire(trx, deps, { automation, lead, facts, seen, occasion, depth: 0, at })
    })
  } catch (error) {
    deps.log.error({ err: error, lead: candidate.id }, 'an automation could not look at a lead')
    return false
  }
}

/**
 * Leads for whom the days have passed and the conditions hold, without those it has fired for since; page by page, oldest
 * first.
 */
export async function* findOverdue(
  db: Kysely<Database>,
  overdue: Omit<Sweep, 'stopping'>,
): AsyncGenerator<Candidate[]> {
  const { when, now, automation } = overdue
  const limit = now - when.days * DAY_MS
  let after = ''
  for (;;) {
    const page = await readPage(db, overdue, { limit, after })
    const late = page.filter(row => Number(row.since) <= limit && !row.fired)
    const facts = await loadConditionFacts(db, late, now)
    const fits = (id: string) => whyNot({ automation, facts: facts.get(id) ?? {}, depth: 0, at: now }, null) === null
    yield late.filter(({ id }) => fits(id)).map(({ id, since }) => ({ id, since: Number(since) }))
    if (page.length < PAGE) return
    after = page.at(-1)?.id ?? ''
  }
}

async function readPage(
  db: Kysely<Database>,
  { workspaceId, automation, when, now }: Omit<Sweep, 'stopping'>,
  { limit, after }: { readonly limit: number; readonly after: string },
) {
  let query = db
    .selectFrom('leads')
    .selectAll('leads')
    .select(({ exists, selectFrom }) => [
      (when.kind === 'idle' ? lastActedAt() : inStageSince()).as('since'),
      exists(
        selectFrom('automation_runs')
          .select('automation_runs.id')
          .whereRef('automation_runs.workspace_id', '=', 'leads.workspace_id')
          .whereRef('automation_runs.lead_id', '=', 'leads.id')
          .where('automation_runs.automation_id', '=', automation.id)
          .where('automation_runs.fired', '=', 1)
          .where('automation_runs.at', '>', againSince(automation, now)),
      ).as('fired'),
    ])
    .where('leads.workspace_id', '=', workspaceId)
    .where('leads.id', '>', after)
    .where('leads.created_at', '<=', limit)
    .orderBy('leads.id')
    .limit(PAGE)
  if (when.kind === 'days_in_stage') query = query.where('leads.stage', '=', when.stage)
  return await query.execute()
}

/** Fired after this means not again yet. */
function againSince({ spec }: LiveAutomation, now: number): number {
  return spec.againAfterDays === null ? 0 : now - spec.againAfterDays * DAY_MS
}

/** `leads.stage_since` is empty for one that never moved. */
function inStageSince() {
  return sql<number>`coalesce(leads.stage_since, leads.created_at)`
}

/** When a lead last said or did anything. */
export async function lastActedAtOf(
  db: Kysely<Database>,
  { workspace_id, id }: { readonly workspace_id: string; readonly id: string },
): Promise<number> {
  const row = await db
    .selectFrom('leads')
    .select(lastActedAt().as('at'))
    .where('leads.workspace_id', '=', workspace_id)
    .where('leads.id', '=', id)
    .executeTakeFirst()
  return Number(row?.at ?? 0)
}

/** The newest of what they said, did on the site, or did elsewhere. */
function lastActedAt() {
  const said = sql`coalesce((select max(r.at) from routing_decisions r where r.workspace_id = leads.workspace_id and r.lead_id = leads.id and r.kind = 'conversation'), 0)`
  const did = sql`coalesce((select max(b.received_at) from behavior_events b where b.workspace_id = leads.workspace_id and b.visitor_id = leads.visitor_id), 0)`
  const elsewhere = sql`coalesce((select max(a.received_at) from activity_events a where a.workspace_id = leads.workspace_id and a.lead_id = leads.id and a.ignored is null), 0)`
  return sql<number>`(select max(t.at) from (select leads.created_at as at union all select ${said} union all select ${did} union all select ${elsewhere}) t)`
}
