import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { tellOfVerdict } from '../leads/tell-of-verdict.ts'
import { hashToken } from '../sessions/session-token.ts'
import type { BookingTable } from '../store/booking-tables.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { createBookingToken } from './booking-token.ts'
import { findBooking } from './bookings.ts'
import { CELL_MS, isTimeZone } from './calendar-settings.ts'
import { loadTaken } from './calendars.ts'
import { findHost, type Host } from './find-host.ts'
import { cellsOf, freeSlots } from './free-slots.ts'
import { type BookingNews, queueLetters } from './letters.ts'

export type BookingDeps = Pick<Deps, 'store' | 'config' | 'now' | 'newId' | 'live' | 'wakeDelivery'>
type BookingSession = Pick<SessionTable, 'workspace_id' | 'id' | 'lead_id'>

interface BookInput {
  readonly session: BookingSession
  /** A free time. */
  readonly startsAt: number
  /** The visitor's; left out = as the lead has it. */
  readonly timeZone?: string | undefined
}

/** The free times of the owner, and what the conversation has booked. Throws `not_found` where none were offered. */
export async function loadSlots({ store, now }: Pick<Deps, 'store' | 'now'>, session: BookingSession) {
  const host = await findHost(store.db, session)
  const booking = await findBooking(store.db, session.workspace_id, session.id)
  return { host, booking, slots: await slotsOf(store.db, host, { now: now(), but: booking?.id }) }
}

/**
 * Books a free time, or moves the booking there is to it: durably, once, and for one visitor only. The same time twice is
 * the same booking. Throws `slot_taken` for a time that is not free (any more), `not_found` where none were offered.
 */
export async function book(
  deps: BookingDeps,
  { session, startsAt, timeZone }: BookInput,
): Promise<{ readonly booking: BookingTable; readonly news: BookingNews | null }> {
  const at = deps.now()
  const booked = await deps.store.write(async trx => {
    await lockSession(trx, session, at)
    const host = await findHost(trx, session)
    const before = await findBooking(trx, session.workspace_id, session.id)
    if (before?.starts_at === startsAt) return { booking: before, news: null }
    if (!(await slotsOf(trx, host, { now: at, but: before?.id })).includes(startsAt)) throw taken()
    const booking = toRow(deps, { host, session, startsAt, timeZone, before, at })
    const news = before ? ('moved' as const) : ('booked' as const)
    if (before) {
      await freeTimes(trx, before)
      await trx
        .updateTable('bookings')
        .set(booking)
        .where('workspace_id', '=', booking.workspace_id)
        .where('id', '=', booking.id)
        .execute()
    } else await trx.insertInto('bookings').values(booking).execute()
    await takeTimes(trx, booking, host)
    await tell(trx, deps, { booking, host, news, at })
    return { booking, news }
  })
  if (booked.news) announce(deps, booked.booking)
  return booked
}

/** Gives the time back and tells both. A second time changes nothing. */
export async function cancelBooking(
  deps: BookingDeps,
  { booking, host }: { readonly booking: BookingTable; readonly host: Pick<Host, 'lead' | 'settings'> },
): Promise<void> {
  const at = deps.now()
  const changed = await deps.store.write(async trx => {
    const cancelled = await trx
      .updateTable('bookings')
      .set(({ eb }) => ({ status: 'cancelled' as const, version: eb('version', '+', 1), updated_at: at }))
      .where('workspace_id', '=', booking.workspace_id)
      .where('id', '=', booking.id)
      .where('status', '=', 'booked')
      .returningAll()
      .executeTakeFirst()
    if (!cancelled) return false
    await freeTimes(trx, booking)
    await tell(trx, deps, { booking: cancelled, host, news: 'cancelled', at })
    return true
  })
  if (changed) announce(deps, booking)
}

async function slotsOf(
  db: Kysely<Database>,
  host: Host,
  { now, but }: { readonly now: number; readonly but: string | undefined },
): Promise<number[]> {
  const taken = await loadTaken(db, host, { from: Math.floor(now / CELL_MS), but })
  return freeSlots({ settings: host.settings, taken, now })
}

/** So that two requests of one conversation go one after another on Postgres, too. */
async function lockSession(trx: Kysely<Database>, { workspace_id, id }: BookingSession, at: number): Promise<void> {
  await trx
    .updateTable('sessions')
    .set({ updated_at: at })
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', id)
    .execute()
}

function toRow(
  { config, newId }: Pick<Deps, 'config' | 'newId'>,
  input: BookInput & { readonly host: Host; readonly before: BookingTable | undefined; readonly at: number },
): BookingTable {
  const { host, session, startsAt, before, at } = input
  const id = before?.id ?? newId()
  const { workspaceId, lead } = host
  const zones = [input.timeZone, before?.time_zone, lead.time_zone]
  return {
    workspace_id: workspaceId,
    id,
    lead_id: lead.id,
    session_id: session.id,
    owner_email: host.email.toLowerCase(),
    owner_name: host.name,
    place: host.settings.place,
    starts_at: startsAt,
    ends_at: startsAt + host.settings.slotMinutes * 60_000,
    time_zone: zones.find(zone => zone && isTimeZone(zone)) ?? host.settings.timeZone,
    locale: lead.locale,
    status: 'booked',
    version: before ? before.version + 1 : 0,
    token_hash: hashToken(createBookingToken(config.secret, workspaceId, id)),
    created_at: before?.created_at ?? at,
    updated_at: at,
  }
}

/** The key of the table decides between two who want the same time, on both databases. */
async function takeTimes(trx: Kysely<Database>, booking: BookingTable, { settings }: Host): Promise<void> {
  const { workspace_id, owner_email, id } = booking
  const rows = cellsOf(booking.starts_at, settings).map(cell => ({ workspace_id, owner_email, cell, booking_id: id }))
  const got = await trx
    .insertInto('booked_times')
    .values(rows)
    .onConflict(conflict => conflict.doNothing())
    .returning('cell')
    .execute()
  if (got.length < rows.length) throw taken()
}

async function freeTimes(trx: Kysely<Database>, { workspace_id, id }: BookingTable): Promise<void> {
  await trx.deleteFrom('booked_times').where('workspace_id', '=', workspace_id).where('booking_id', '=', id).execute()
}

interface Told {
  readonly booking: BookingTable
  readonly host: Pick<Host, 'lead' | 'settings'>
  readonly news: BookingNews
  readonly at: number
}

/** Both by mail, the lead's history, and the destinations. */
async function tell(trx: Kysely<Database>, deps: BookingDeps, { booking, host, news, at }: Told): Promise<void> {
  const { lead, settings } = host
  // So that no other unit tells of the lead at the same moment.
  await lockLead(trx, { workspaceId: booking.workspace_id, id: lead.id })
  await queueLetters(trx, deps, { booking, lead, news, timeZone: settings.timeZone, at })
  await trx
    .insertInto('lead_events')
    .values({
      workspace_id: booking.workspace_id,
      lead_id: lead.id,
      id: deps.newId(),
      type: `meeting_${news}`,
      actor: 'system',
      body_json: JSON.stringify({ startsAt: booking.starts_at, owner: booking.owner_name }),
      at,
    })
    .execute()
  await tellOfVerdict(trx, deps, { workspaceId: booking.workspace_id, leadId: lead.id })
}

function announce({ live, wakeDelivery }: BookingDeps, { workspace_id, lead_id }: BookingTable): void {
  live.publish(workspace_id, { type: 'lead', lead: lead_id, change: 'updated' })
  wakeDelivery()
}

function taken(): ApiError {
  return new ApiError('slot_taken', { detail: 'This time is no longer free. Pick another one.' })
}
