import type { Kysely } from 'kysely'
import type { Booking } from '#flows/api.ts'
import type { Config } from '../config.ts'
import type { BookingTable } from '../store/booking-tables.ts'
import type { Database } from '../store/schema.ts'
import { createBookingToken } from './booking-token.ts'

/** What stands booked by a conversation. */
export async function findBooking(
  db: Kysely<Database>,
  workspaceId: string,
  sessionId: string,
): Promise<BookingTable | undefined> {
  return await db
    .selectFrom('bookings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('session_id', '=', sessionId)
    .where('status', '=', 'booked')
    .executeTakeFirst()
}

/** The booking a link was made for, cancelled or not. */
export async function findBookingByToken(db: Kysely<Database>, tokenHash: string): Promise<BookingTable | undefined> {
  return await db.selectFrom('bookings').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
}

/** The newest one of a lead, cancelled or not. */
export async function findLeadBooking(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<BookingTable | undefined> {
  return await db
    .selectFrom('bookings')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('updated_at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()
}

/** What the visitor is told of it. */
export function toBooking(row: BookingTable, config: Pick<Config, 'publicUrl' | 'secret' | 'smtpUrl'>): Booking {
  return {
    id: row.id,
    startsAt: row.starts_at,
    endsAt: row.ends_at,
    owner: { name: row.owner_name },
    ...(row.place ? { place: row.place } : {}),
    manageUrl: manageUrl(row, config),
    mailed: config.smtpUrl !== undefined,
  }
}

/** Page at which it is moved or cancelled. */
export function manageUrl(
  { workspace_id, id }: Pick<BookingTable, 'workspace_id' | 'id'>,
  { publicUrl, secret }: Pick<Config, 'publicUrl' | 'secret'>,
): string {
  return `${publicUrl}/b/${createBookingToken(secret, workspace_id, id)}`
}
