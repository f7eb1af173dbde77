import { setInterval } from 'node:timers'
import { startFollowingModels } from '#server/leads/follow-live-models.ts'
import { sweepScores } from '#server/leads/sweep-scores.ts'
import { fillLeads, withArticles } from './fill-leads.ts'
import type { ScoreBench } from './score-workspace.ts'

/** What it took to go through all leads. */
export interface PassFigures {
  readonly seconds: number
  /** The same in seconds of CPU, which other work on the machine does not change. */
  readonly cpuSeconds: number
  /** Memory of the process above what it was before: at most in each fifth of the time. */
  readonly memoryMb: readonly number[]
}

export interface RescoreFigures {
  readonly leads: number
  /** In their ledgers, together. */
  readonly entries: number
  /** Made anew from answers and acts, since another model went live, and stored. */
  readonly anew: PassFigures
  /** The stored entries folded a week later, and stored: what the nightly sweep does. */
  readonly folded: PassFigures
}

/** All leads, fifty entries each, scored anew by another model, then brought up to date a week later. */
export async function rescoreAll(bench: ScoreBench, leads: number): Promise<RescoreFigures> {
  const { deps, workspaceId } = bench
  await fillLeads(bench, leads)
  await bench.publishModel(withArticles(2))
  const worker = startFollowingModels(deps)
  const anew = await measure(() => worker.runOnce())
  await worker.stop()
  await assertScored(bench, leads)
  bench.passDays(7)
  const folded = await measure(() => sweepScores(deps, { workspaceId }))
  return { leads, entries: await countEntries(bench), anew, folded }
}

async function assertScored({ deps, workspaceId, liveModel }: ScoreBench, leads: number): Promise<void> {
  const rows = await deps.store.db
    .selectFrom('leads')
    .select(eb => ['model_revision', eb.fn.countAll().as('leads')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('model_revision')
    .execute()
  const [only, ...others] = rows
  if (!only || others.length > 0 || only.model_revision !== (await liveModel()) || Number(only.leads) < leads)
    throw new Error(`Leads were left with another model: ${JSON.stringify(rows)}`)
}

async function countEntries({ deps, workspaceId }: ScoreBench): Promise<number> {
  const { entries } = await deps.store.db
    .selectFrom('ledger_entries')
    .select(eb => eb.fn.countAll().as('entries'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return Number(entries)
}

async function measure(pass: () => Promise<unknown>): Promise<PassFigures> {
  const memory = watchMemory()
  const started = performance.now()
  const cpu = process.cpuUsage()
  await pass()
  const seconds = (performance.now() - started) / 1000
  const { user, system } = process.cpuUsage(cpu)
  return { seconds: tenths(seconds), cpuSeconds: tenths((user + system) / 1e6), memoryMb: memory.stop() }
}

const FIFTHS = 5

function watchMemory() {
  const before = process.memoryUsage.rss()
  const seen: number[] = []
  const timer = setInterval(() => seen.push(process.memoryUsage.rss() - before), 20)
  return {
    stop() {
      clearInterval(timer)
      const size = Math.ceil(seen.length / FIFTHS)
      return Array.from({ length: FIFTHS }, (_, fifth) => {
        const most = Math.max(0, ...seen.slice(fifth * size, (fifth + 1) * size))
        return Math.round(most / 2 ** 20)
      })
    },
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
