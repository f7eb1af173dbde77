import type { Kysely } from 'kysely'
import type { Database } from '../../store/schema.ts'
import type { DeliveryRow, Destination } from './studio-types.ts'

/** Destinations of a workspace with the counts of their deliveries, oldest first; `id` narrows to one. */
export async function listDestinations(db: Kysely<Database>, workspaceId: string, id?: string): Promise<Destination[]> {
  const rows = await db
    .selectFrom('destinations')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .$if(id !== undefined, query => query.where('id', '=', id ?? ''))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const counts = await db
    .selectFrom('deliveries')
    .select(['destination_id', 'status', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .$if(id !== undefined, query => query.where('destination_id', '=', id ?? ''))
    .groupBy(['destination_id', 'status'])
    .execute()
  return rows.map(row => {
    const count = (status: string) =>
      Number(counts.find(one => one.destination_id === row.id && one.status === status)?.count ?? 0)
    return {
      id: row.id,
      connector: row.connector,
      name: row.name,
      settings: JSON.parse(row.settings_json) as Record<string, unknown>, // parsed by its connector when it was saved
      hasSecret: row.secret_sealed !== null,
      enabled: row.enabled === 1,
      disabledReason: row.disabled_reason,
      deliveries: { pending: count('pending'), dead: count('dead'), delivered: count('delivered') },
      createdAt: row.created_at,
    }
  })
}

interface DeliveryFilter {
  readonly id?: string | undefined
  readonly status?: DeliveryRow['status'] | undefined
  readonly destination?: string | undefined
}

/** Most a page shows. */
const SHOWN = 200

/** Deliveries of a workspace, newest first, each with its last attempt. */
export async function listDeliveries(
  db: Kysely<Database>,
  workspaceId: string,
  filter: DeliveryFilter,
): Promise<DeliveryRow[]> {
  const { id, status, destination } = filter
  let query = db
    .selectFrom('deliveries')
    .innerJoin('leads', join =>
      join.onRef('leads.workspace_id', '=', 'deliveries.workspace_id').onRef('leads.id', '=', 'deliveries.lead_id'),
    )
    .leftJoin('destinations', join =>
      join
        .onRef('destinations.workspace_id', '=', 'deliveries.workspace_id')
        .onRef('destinations.id', '=', 'deliveries.destination_id'),
    )
    .selectAll('deliveries')
    .select(['leads.name as lead_name', 'leads.email as lead_email', 'destinations.name as destination_name'])
    .where('deliveries.workspace_id', '=', workspaceId)
  if (id !== undefined) query = query.where('deliveries.id', '=', id)
  if (status) query = query.where('deliveries.status', '=', status)
  if (destination) query = query.where('deliveries.destination_id', '=', destination)
  const rows = await query
    .orderBy('deliveries.created_at', 'desc')
    .orderBy('deliveries.id', 'desc')
    .limit(SHOWN)
    .execute()
  const lastAttempts = await loadLastAttempts(
    db,
    workspaceId,
    rows.map(row => row.id),
  )
  return rows.map(row => ({
    id: row.id,
    lead: { id: row.lead_id, name: row.lead_name, email: row.lead_email },
    destination: { id: row.destination_id, name: row.destination_name ?? 'Removed destination' },
    event: row.event,
    status: row.status,
    attempts: row.attempts,
    createdAt: row.created_at,
    lastAttempt: lastAttempts.get(row.id) ?? null,
  }))
}

async function loadLastAttempts(db: Kysely<Database>, workspaceId: string, deliveries: readonly string[]) {
  if (deliveries.length === 0) return new Map<string, NonNullable<DeliveryRow['lastAttempt']>>()
  const attempts = await db
    .selectFrom('delivery_attempts')
    .select(['delivery_id', 'at', 'status', 'error', 'response'])
    .where('workspace_id', '=', workspaceId)
    .where('delivery_id', 'in', deliveries)
    .orderBy('number')
    .execute()
  return new Map(attempts.map(({ delivery_id, ...attempt }) => [delivery_id, attempt]))
}
