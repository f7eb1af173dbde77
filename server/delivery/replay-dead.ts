import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'

interface Replay {
  readonly workspaceId: string
  /** One delivery, or all dead letters of one destination. */
  readonly of: { readonly delivery: string } | { readonly destination: string }
}

/**
 * Puts dead letters back to be tried now, with the same id and a fresh schedule; a single delivery may also be one that was
 * cancelled. Returns how many: 0 when there is none such in the workspace. `wakeDelivery` follows after the commit.
 */
export async function replayDead(
  trx: Kysely<Database>,
  { now }: Pick<Deps, 'now'>,
  { workspaceId, of }: Replay,
): Promise<number> {
  const restart = trx
    .updateTable('deliveries')
    .set({ status: 'pending', attempts: 0, next_at: now(), leased_until: 0, leased_by: null })
    .where('workspace_id', '=', workspaceId)
    // What was removed cannot take anything: its deliveries would wait for ever.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('destinations')
          .select('destinations.id')
          .whereRef('destinations.workspace_id', '=', 'deliveries.workspace_id')
          .whereRef('destinations.id', '=', 'deliveries.destination_id'),
      ),
    )
  const chosen =
    'delivery' in of
      ? restart.where('id', '=', of.delivery).where('status', 'in', ['dead', 'cancelled'])
      : restart.where('destination_id', '=', of.destination).where('status', '=', 'dead')
  const { numUpdatedRows } = await chosen.executeTakeFirstOrThrow()
  return Number(numUpdatedRows)
}
