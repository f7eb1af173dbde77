import { setInterval } from 'node:timers'
import { sql } from 'kysely'
import { rescoreLead } from '#server/leads/rescore-lead.ts'
import { sweepScores } from '#server/leads/sweep-scores.ts'
import { foldLedger } from '#server/scoring/ledger.ts'
import { presets } from '#server/scoring/presets/index.ts'
import { fiftyEntries } from './fifty-entries.ts'
import type { ScoreBench } from './score-workspace.ts'

export interface RescoreFigures {
  readonly leads: number
  readonly entries: number
  /** All of them folded anew and stored. */
  readonly seconds: number
  /** The same in seconds of CPU, which other work on the machine does not change. */
  readonly cpuSeconds: number
  readonly updated: number
  /** Memory of the process above what it was before: at most, and after the first tenth. */
  readonly memoryMb: { readonly most: number; readonly early: number }
  /** Leads a second that are made anew from answers and acts, one unit each. */
  readonly wholePerSecond: number
}

const WHOLE = 1_000
const PIECE = 10_000

/** All leads brought up to date a week later, by the sweep; then a sample of leads made anew from all that is known. */
export async function rescoreAll(bench: ScoreBench, leads: number): Promise<RescoreFigures> {
  const { deps, workspaceId } = bench
  await fill(bench, leads)
  bench.passDays(7)
  const memory = watchMemory(leads)
  const started = performance.now()
  const cpu = process.cpuUsage()
  const swept = await sweepScores(deps, { workspaceId })
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  const memoryMb = memory.stop()
  if (swept.leads < leads) throw new Error(`Of ${leads} leads ${swept.leads} were looked at.`)
  return {
    leads: swept.leads,
    entries: leads * 50,
    seconds: Math.round(seconds * 10) / 10,
    cpuSeconds: Math.round((user + system) / 1e5) / 10,
    updated: swept.updated,
    memoryMb,
    wholePerSecond: await wholeRate(bench),
  }
}

/** Leads that differ in name and age only, straight into the tables: what is measured is the way out of them. */
async function fill({ deps, workspaceId }: ScoreBench, leads: number): Promise<void> {
  const { db } = deps.store
  const model = await db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  const { fit, engagement, score } = foldLedger(fiftyEntries(deps.now()), presets.bant, deps.now())
  const own = { fit, engagement, score, temperature: 'warm', stage: 'mql' }
  const columns = Object.keys(model).filter(name => name !== 'id' && name !== 'email' && !(name in own))
  const names = sql.join([...columns, ...Object.keys(own)].map(name => sql.ref(name)))
  const values = sql.join([...columns.map(name => sql.ref(name)), ...Object.values(own)])
  for (let from = 0; from < leads; from += PIECE) {
    const to = Math.min(leads, from + PIECE)
    await sql`insert into leads (id, email, ${names})
      with recursive numbers(n) as (select ${from} union all select n + 1 from numbers where n + 1 < ${to})
      select 'bench-' || printf('%08d', n), 'lead-' || n || '@company-' || n || '.example', ${values}
      from numbers, leads where leads.workspace_id = ${workspaceId} and leads.id = ${model.id}`.execute(db)
    await fillLedgers({ deps, workspaceId }, { from, to, revision: model.model_revision })
  }
}

async function fillLedgers(
  { deps, workspaceId }: Pick<ScoreBench, 'deps' | 'workspaceId'>,
  { from, to, revision }: { readonly from: number; readonly to: number; readonly revision: string },
): Promise<void> {
  const rows = fiftyEntries(deps.now()).map(
    entry =>
      sql`(${entry.group}, ${entry.id}, ${entry.ruleId}, ${entry.points}, ${entry.reason}, ${JSON.stringify(entry.evidence)}, ${entry.at}, ${entry.halfLifeDays})`,
  )
  await sql`insert into ledger_entries
      (workspace_id, lead_id, id, "group", rule_id, points, reason, evidence_json, model_revision, at, half_life_days)
    with recursive numbers(n) as (select ${from} union all select n + 1 from numbers where n + 1 < ${to}),
      entries("group", id, rule_id, points, reason, evidence_json, at, half_life_days) as (values ${sql.join(rows)})
    select ${workspaceId}, 'bench-' || printf('%08d', n), entries.id, "group", rule_id, points, reason, evidence_json,
      ${revision}, at, half_life_days
    from numbers, entries`.execute(deps.store.db)
}

async function wholeRate({ deps, workspaceId }: ScoreBench): Promise<number> {
  const leads = await deps.store.db
    .selectFrom('leads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'not like', 'bench-%')
    .limit(WHOLE)
    .execute()
  const started = performance.now()
  let done = 0
  while (done < WHOLE) {
    for (const { id } of leads) {
      await deps.store.write(trx => rescoreLead(trx, deps, { workspaceId, leadId: id, at: deps.now() }))
      done += 1
    }
  }
  return Math.round(done / ((performance.now() - started) / 1000))
}

function watchMemory(leads: number) {
  const before = process.memoryUsage().rss
  const seen: number[] = []
  const timer = setInterval(() => seen.push(process.memoryUsage().rss - before), Math.max(20, leads / 1000))
  return {
    stop() {
      clearInterval(timer)
      const mb = (bytes: number) => Math.round(bytes / 2 ** 20)
      const early = seen.slice(0, Math.ceil(seen.length / 10))
      return { most: mb(Math.max(0, ...seen)), early: mb(Math.max(0, ...early)) }
    },
  }
}
