import type { Kysely } from 'kysely'
import { findLeadBooking } from '../booking/bookings.ts'
import type { Database } from '../store/schema.ts'
import type { CardBooking } from './lead-card-type.ts'

/** The newest meeting of a lead, cancelled or not, and whether its invitations went out. */
export async function loadCardBooking(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<CardBooking | null> {
  const booking = await findLeadBooking(db, workspaceId, leadId)
  if (!booking) return null
  const letters = await db
    .selectFrom('booking_letters')
    .select('status')
    .where('workspace_id', '=', workspaceId)
    .where('booking_id', '=', booking.id)
    .execute()
  const count = (status: string) => letters.filter(letter => letter.status === status).length
  return {
    startsAt: booking.starts_at,
    endsAt: booking.ends_at,
    status: booking.status,
    owner: booking.owner_name,
    place: booking.place,
    timeZone: booking.time_zone,
    letters: { pending: count('pending'), dead: count('dead') },
  }
}
