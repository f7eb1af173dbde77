import type { Kysely } from 'kysely'
import type { DeliveryAttemptTable } from '../store/delivery-tables.ts'
import type { Database } from '../store/schema.ts'
import type { CardAttempt, CardDelivery } from './lead-card-type.ts'

/** Most a card shows. */
const SHOWN = 200

/** What was sent of a lead, and how it went; newest first. */
export async function loadCardDeliveries(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<CardDelivery[]> {
  const rows = await db
    .selectFrom('deliveries')
    .leftJoin('destinations', join =>
      join
        .onRef('destinations.workspace_id', '=', 'deliveries.workspace_id')
        .onRef('destinations.id', '=', 'deliveries.destination_id'),
    )
    .select([
      'deliveries.id',
      'deliveries.event',
      'deliveries.status',
      'deliveries.next_at',
      'deliveries.created_at',
      'deliveries.delivered_at',
      'deliveries.destination_id',
      'destinations.name',
      'destinations.connector',
    ])
    .where('deliveries.workspace_id', '=', workspaceId)
    .where('deliveries.lead_id', '=', leadId)
    .orderBy('deliveries.id', 'desc')
    .limit(SHOWN)
    .execute()
  const attempts = await loadAttempts(
    db,
    workspaceId,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    id: row.id,
    event: row.event,
    destination: {
      id: row.destination_id,
      // A destination may be deleted while its deliveries are kept.
      name: row.name ?? 'Deleted destination',
      connector: row.connector ?? 'unknown',
    },
    status: row.status,
    createdAt: row.created_at,
    deliveredAt: row.delivered_at,
    nextAt: row.status === 'pending' ? row.next_at : null,
    attempts: attempts.get(row.id)?.map(toAttempt) ?? [],
  }))
}

async function loadAttempts(
  db: Kysely<Database>,
  workspaceId: string,
  deliveryIds: readonly string[],
): Promise<Map<string, DeliveryAttemptTable[]>> {
  if (deliveryIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('delivery_attempts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', 'in', [...deliveryIds])
    .orderBy('number')
    .execute()
  return Map.groupBy(rows, row => row.delivery_id)
}

function toAttempt({ number, at, took_ms, ok, status, error, response }: DeliveryAttemptTable): CardAttempt {
  return { number, at, tookMs: took_ms, ok: ok === 1, status, error, response }
}
