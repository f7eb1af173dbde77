import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'

export interface ModelSettings {
  /** Another model goes live only when marketing and sales have signed it. */
  readonly signOff: boolean
  /** Days after which the studio asks for a review; 0 = never. */
  readonly reviewDays: number
}

const DEFAULTS: ModelSettings = { signOff: false, reviewDays: 30 }

export async function loadModelSettings(db: Kysely<Database>, workspaceId: string): Promise<ModelSettings> {
  const row = await db
    .selectFrom('model_settings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? { signOff: row.sign_off === 1, reviewDays: row.review_days } : DEFAULTS
}

export async function saveModelSettings(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  { signOff, reviewDays }: ModelSettings,
): Promise<void> {
  const values = { sign_off: Number(signOff), review_days: reviewDays }
  await store.write(trx =>
    trx
      .insertInto('model_settings')
      .values({ workspace_id: workspaceId, ...values })
      .onConflict(conflict => conflict.column('workspace_id').doUpdateSet(values))
      .execute(),
  )
}

/** Notes that somebody looked a flow's model through. */
export async function recordReview(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { workspaceId, flowId, by }: { readonly workspaceId: string; readonly flowId: string; readonly by: string },
): Promise<void> {
  const values = { user_name: by, at: now() }
  await store.write(trx =>
    trx
      .insertInto('model_reviews')
      .values({ workspace_id: workspaceId, flow_id: flowId, ...values })
      .onConflict(conflict => conflict.columns(['workspace_id', 'flow_id']).doUpdateSet(values))
      .execute(),
  )
}
