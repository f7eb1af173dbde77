import type { Kysely } from 'kysely'
import type { FlowKey } from '../publishing/flow-row.ts'
import type { Database } from '../store/schema.ts'

/** The newest test of a model on past leads before it went live. The report itself may be gone later; this stays. */
export interface ModelTest {
  /** Id of the backtest. */
  readonly backtest: string
  /** Name of who ran it. */
  readonly by: string
  readonly at: number
  /** Past leads it was run over, a sample of each stage among them. */
  readonly leads: number
}

/** The newest finished backtest of exactly this model on a flow; null = it was not tested. */
export async function loadLastTest(
  db: Kysely<Database>,
  { workspaceId, flowId, revision }: FlowKey & { readonly revision: string },
): Promise<ModelTest | null> {
  const row = await db
    .selectFrom('model_backtests')
    .select(['id', 'user_name', 'created_at', 'total'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .where('candidate_revision', '=', revision)
    .where('status', '=', 'done')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? { backtest: row.id, by: row.user_name, at: row.created_at, leads: row.total } : null
}
