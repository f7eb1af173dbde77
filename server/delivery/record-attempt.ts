import type { Kysely } from 'kysely'
import type { StoreEngine } from '../store/migrations/index.ts'
import type { Database } from '../store/schema.ts'
import type { Claim, Delivery } from './claim.ts'
import { forgetDestinations } from './enabled-destinations.ts'
import type { Outcome } from './outcome.ts'
import { nextAttemptAt } from './retry-schedule.ts'

export interface RecordInput {
  readonly engine: StoreEngine
  readonly claim: Claim
  readonly outcome: Outcome
  readonly startedAt: number
  readonly finishedAt: number
  /** 0 ≤ random < 1, for the jitter of the next attempt. */
  readonly random: number
}

type Verdict = Pick<Delivery, 'status' | 'attempts' | 'next_at' | 'delivered_at'>

const RESPONSE_BYTES = 2 * 1024

/**
 * Writes an attempt and what follows from it: delivered, tried again later, or a dead letter; 410 switches the destination
 * off. Returns the delivery's status, or `lost` when the lease had run out and another worker has the delivery now: then
 * only a success is kept, since it spares the receiver a repetition.
 */
export async function recordAttempt(trx: Kysely<Database>, input: RecordInput): Promise<Delivery['status'] | 'lost'> {
  const { claim, outcome } = input
  const row = await lockDelivery(trx, input)
  const ours = row?.leased_by === claim.delivery.leased_by && row?.leased_until === claim.delivery.leased_until
  if (row?.status !== 'pending' || (!ours && !outcome.ok)) return 'lost'

  await insertAttempt(trx, input)
  const verdict = judge(row, input)
  await trx
    .updateTable('deliveries')
    .set({ ...verdict, leased_until: 0, leased_by: null })
    .where('workspace_id', '=', row.workspace_id)
    .where('id', '=', row.id)
    .execute()
  if (!outcome.ok && outcome.code === 'gone') await disableDestination(trx, claim)
  return verdict.status
}

function judge(row: Delivery, { outcome, finishedAt: now, random }: RecordInput): Verdict {
  const attempts = row.attempts + 1
  if (outcome.ok) return { status: 'delivered', attempts, next_at: row.next_at, delivered_at: now }
  const { code, retryAfterMs } = outcome
  const next = code === 'gone' ? null : nextAttemptAt({ attempts, now, retryAfterMs, random })
  return { status: next === null ? 'dead' : 'pending', attempts, next_at: next ?? row.next_at, delivered_at: null }
}

async function lockDelivery(trx: Kysely<Database>, { engine, claim }: RecordInput): Promise<Delivery | undefined> {
  const query = trx
    .selectFrom('deliveries')
    .selectAll()
    .where('workspace_id', '=', claim.delivery.workspace_id)
    .where('id', '=', claim.delivery.id)
  return await (engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
}

async function insertAttempt(
  trx: Kysely<Database>,
  { claim, outcome, startedAt, finishedAt }: RecordInput,
): Promise<void> {
  const key = { workspace_id: claim.delivery.workspace_id, delivery_id: claim.delivery.id }
  // Counted over all replays, unlike `attempts` of the delivery.
  const { last } = await trx
    .selectFrom('delivery_attempts')
    .select(({ fn }) => fn.max('number').as('last'))
    .where('workspace_id', '=', key.workspace_id)
    .where('delivery_id', '=', key.delivery_id)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('delivery_attempts')
    .values({
      ...key,
      number: Number(last ?? 0) + 1,
      at: startedAt,
      took_ms: Math.max(0, Math.round(finishedAt - startedAt)),
      ok: outcome.ok ? 1 : 0,
      status: outcome.status,
      error: outcome.ok ? null : outcome.code,
      response: outcome.response === null ? null : toExcerpt(outcome.response),
    })
    .execute()
}

async function disableDestination(trx: Kysely<Database>, { destination }: Claim): Promise<void> {
  await trx
    .updateTable('destinations')
    .set({ enabled: 0, disabled_reason: 'gone' })
    .where('workspace_id', '=', destination.workspace_id)
    .where('id', '=', destination.id)
    .execute()
  forgetDestinations(destination.workspace_id)
}

/** The first 2 KiB as text that both databases take: whole characters, no NUL. */
export function toExcerpt(response: string): string {
  const clean = response.replaceAll('\0', '').toWellFormed()
  const start = Buffer.from(clean).subarray(0, RESPONSE_BYTES)
  // `stream` leaves out a character that the limit cut in two.
  return new TextDecoder().decode(start, { stream: true })
}
