import type { Kysely } from 'kysely'
import { insertAll } from '../sessions/insert-all.ts'
import type { Database } from '../store/schema.ts'
import { historyRows } from './lead-rows.ts'

interface Withdrawal {
  readonly workspaceId: string
  readonly leadId: string
  readonly sessionId: string
  readonly at: number
  readonly newId: () => string
}

/** Takes note that a lead took the consent for contact back: what waits to be told of it is cancelled. */
export async function withdrawConsent(
  trx: Kysely<Database>,
  { workspaceId, leadId, sessionId, at, newId }: Withdrawal,
): Promise<void> {
  const { numUpdatedRows } = await trx
    .updateTable('leads')
    .set({ consent_json: null, updated_at: at })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .where('consent_json', 'is not', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) return
  await trx
    .updateTable('deliveries')
    .set({ status: 'cancelled' })
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('status', '=', 'pending')
    .execute()
  const withdrawn = { type: 'consent_withdrawn' as const, body: { session: sessionId } }
  await insertAll(trx, historyRows({ workspaceId, leadId, at, newId }, [withdrawn]))
}
