import { type Kysely, type Selectable, sql } from 'kysely'
import type { DeliveryTable, DestinationTable } from '../store/delivery-tables.ts'
import type { StoreEngine } from '../store/migrations/index.ts'
import type { Database } from '../store/schema.ts'
import type { DeliveryLoad } from './delivery-load.ts'

export type Delivery = Selectable<DeliveryTable>
export type Destination = Selectable<DestinationTable>

/** A delivery leased to one worker, and where it goes. */
export interface Claim {
  readonly delivery: Delivery
  readonly destination: Destination
}

interface ClaimInput {
  readonly engine: StoreEngine
  readonly now: number
  /** After this a lease counts as abandoned and the delivery may be claimed again. */
  readonly leaseMs: number
  /** Names the lease: another worker's is left alone. */
  readonly worker: string
  /** How much each destination and this worker as a whole can still take. */
  readonly load: DeliveryLoad
}

/**
 * Leases what is due. Destinations are asked one by one, those in good health first, each for no more than it has room
 * for: a backlog of one is never looked through to reach another's.
 */
export async function claimDeliveries(trx: Kysely<Database>, input: ClaimInput): Promise<Claim[]> {
  const claims: Claim[] = []
  for (const destination of input.load.inTurn(await findWaiting(trx, input.now), input.now)) {
    const room = input.load.roomFor(destination, input.now, claims)
    if (room === 0) continue
    const deliveries = await lease(trx, { ...input, destination, room })
    claims.push(...deliveries.map(delivery => ({ delivery, destination })))
  }
  return claims
}

/** Written out, not a parameter: the index covers pending rows only, and the planner must see that they are meant. */
const PENDING = sql.lit<'pending'>('pending')

/** Destinations that are switched on and have something due. */
async function findWaiting(trx: Kysely<Database>, now: number): Promise<Destination[]> {
  return await trx
    .selectFrom('destinations')
    .selectAll()
    .where('enabled', '=', 1)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('deliveries')
          .select('deliveries.id')
          .whereRef('deliveries.workspace_id', '=', 'destinations.workspace_id')
          .whereRef('deliveries.destination_id', '=', 'destinations.id')
          .where('deliveries.status', '=', PENDING)
          .where('deliveries.next_at', '<=', now)
          .where('deliveries.leased_until', '<=', now),
      ),
    )
    .orderBy('id')
    .execute()
}

interface LeaseInput extends ClaimInput {
  readonly destination: Destination
  readonly room: number
}

async function lease(trx: Kysely<Database>, input: LeaseInput): Promise<Delivery[]> {
  const due = await selectDue(trx, input)
  if (due.length === 0) return []
  const leased = { leased_until: input.now + input.leaseMs, leased_by: input.worker }
  await trx
    .updateTable('deliveries')
    .set(leased)
    .where('workspace_id', '=', input.destination.workspace_id)
    .where(
      'id',
      'in',
      due.map(delivery => delivery.id),
    )
    .execute()
  return due.map(delivery => ({ ...delivery, ...leased }))
}

/**
 * The one place where the engines differ: on Postgres other workers claim at the same moment, and each skips the rows
 * another one holds; on SQLite writes come one after another.
 */
async function selectDue(
  trx: Kysely<Database>,
  { engine, now, destination, room, load }: LeaseInput,
): Promise<Delivery[]> {
  const sending = load.sendingTo(destination)
  let query = trx
    .selectFrom('deliveries')
    .selectAll()
    .where('workspace_id', '=', destination.workspace_id)
    .where('destination_id', '=', destination.id)
    .where('status', '=', PENDING)
    .where('next_at', '<=', now)
    .where('leased_until', '<=', now)
    .orderBy('next_at')
    .orderBy('id')
    .limit(room)
  // A clock that jumped may have run out the lease of what this very process is still sending.
  if (sending.length > 0) query = query.where('id', 'not in', sending)
  if (engine === 'postgres') query = query.forUpdate().skipLocked()
  return await query.execute()
}
