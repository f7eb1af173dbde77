import type { Kysely } from 'kysely'
import type { FlowKey } from '../publishing/flow-row.ts'
import type { Database } from '../store/schema.ts'
import type { BacktestReport } from './backtest-types.ts'
import { type Backtest, loadBacktest } from './backtests.ts'

/** Who a lead in a report is, by id. One that was erased since is missing. */
export type LeadNames = Readonly<
  Record<string, { readonly name: string | null; readonly email: string; readonly company: string | null }>
>

export interface BacktestView extends Backtest {
  /** Null until it is done. */
  readonly report: BacktestReport | null
  readonly people: LeadNames
}

/** A backtest for people: its report with names, which are looked up now. Throws ApiError `not_found`. */
export async function viewBacktest(
  db: Kysely<Database>,
  key: FlowKey & { readonly backtestId: string; readonly now: number },
): Promise<BacktestView> {
  const { backtest, report } = await loadBacktest(db, key)
  return { ...backtest, report, people: report ? await loadLeadNames(db, key.workspaceId, idsOf(report)) : {} }
}

export async function loadLeadNames(
  db: Kysely<Database>,
  workspaceId: string,
  ids: readonly string[],
): Promise<LeadNames> {
  if (ids.length === 0) return {}
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'name', 'email', 'company'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return Object.fromEntries(rows.map(({ id, ...who }) => [id, who]))
}

function idsOf({ mql, hot, sample }: BacktestReport): string[] {
  return [...mql.leads, ...hot.leads, ...sample.flatMap(({ leads }) => leads)].map(({ id }) => id)
}
