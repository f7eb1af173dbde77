import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { defineInsert, type NewRows } from '../sessions/define-insert.ts'
import { insertAll } from '../sessions/insert-all.ts'
import { createLruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'
import type { Opened } from './connectors/define-connector.ts'
import { findConnector } from './connectors/index.ts'
import { type EnabledDestination, enabledDestinations } from './enabled-destinations.ts'

type EnqueueDeps = Pick<Deps, 'now' | 'newId'>

export interface Enqueued {
  readonly workspaceId: string
  readonly leadId: string
  readonly event: 'lead.qualified' | 'lead.captured' | 'lead.updated' | 'lead.handed_over'
  /** The `data` of a webhook; written once, the same over all attempts. */
  readonly payload: unknown
}

/**
 * Writes one delivery for each destination that is switched on and wants the event; returns how many. The same lead, event
 * and destination a second time adds nothing, unless the event may come again (`lead.updated`, `lead.handed_over`) or the first
 * was cancelled.
 *
 * To be called in the unit that wrote the lead: its row, locked by then, keeps a concurrent unit from doing the same.
 * `wakeDelivery` follows once the unit is committed.
 */
export async function enqueueDeliveries(trx: Kysely<Database>, deps: EnqueueDeps, input: Enqueued): Promise<number> {
  const known = AGAIN.has(input.event) ? new Set<string>() : await findQueued(trx, input)
  const rows = await deliveryRows(trx, deps, input, known)
  await insertAll(trx, rows)
  return rows.count
}

const AGAIN: ReadonlySet<Enqueued['event']> = new Set(['lead.updated', 'lead.handed_over'])

/** The deliveries of a lead that nobody can have been told of yet, to be stored together with it. */
export async function firstDeliveries(trx: Kysely<Database>, deps: EnqueueDeps, input: Enqueued): Promise<NewRows> {
  return await deliveryRows(trx, deps, input, new Set())
}

const insertDeliveries = defineInsert('deliveries')

async function deliveryRows(
  trx: Kysely<Database>,
  { now, newId }: EnqueueDeps,
  input: Enqueued,
  known: ReadonlySet<string>,
): Promise<NewRows> {
  const { workspaceId, leadId, event, payload } = input
  const destinations = await enabledDestinations(trx, workspaceId)
  const takers = destinations.filter(destination => !known.has(destination.id) && wants(destination, input))
  const at = now()
  const payload_json = takers.length > 0 ? JSON.stringify(payload) : ''
  return insertDeliveries(
    takers.map(destination => ({
      workspace_id: workspaceId,
      id: newId(),
      lead_id: leadId,
      destination_id: destination.id,
      event,
      payload_json,
      status: 'pending',
      attempts: 0,
      next_at: at,
      leased_until: 0,
      leased_by: null,
      created_at: at,
      delivered_at: null,
    })),
  )
}

async function findQueued(trx: Kysely<Database>, { workspaceId, leadId, event }: Enqueued): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('deliveries')
    .select('destination_id')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('event', '=', event)
    // A cancelled one told nobody.
    .where('status', '<>', 'cancelled')
    .execute()
  return new Set(rows.map(row => row.destination_id))
}

/** Settings are read for every lead and hardly ever changed. */
const opened = createLruMap<string, Opened>(200)

function wants(
  destination: Pick<EnabledDestination, 'connector' | 'settings_json'>,
  { event, payload }: Enqueued,
): boolean {
  const { connector, settings_json: settings } = destination
  const key = `${connector} ${settings}`
  const found = opened.get(key) ?? findConnector(connector)?.open(JSON.parse(settings))
  if (found) opened.set(key, found)
  // Settings that no longer hold are the attempt's to report: a delivery that fails is seen, one left out is not.
  return found?.ok ? found.connector.wants(event, payload) : true
}
