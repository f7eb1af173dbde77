import type { Kysely } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'
import type { CalendarSettings } from './calendar-settings.ts'

/** Whose calendar: people are known by their address, over all flows. */
export interface CalendarOwner {
  readonly workspaceId: string
  readonly email: string
}

const findCalendar = defineQuery((db, { workspaceId, email }: { workspaceId: string; email: string }) =>
  db
    .selectFrom('calendars')
    .select('settings_json')
    .where('workspace_id', '=', workspaceId)
    .where('owner_email', '=', email),
)

/** When a person takes meetings; null when that was never said. */
export async function loadCalendar(
  db: Kysely<Database>,
  { workspaceId, email }: CalendarOwner,
): Promise<CalendarSettings | null> {
  const [row] = await findCalendar(db, { workspaceId, email: email.toLowerCase() })
  return row ? (JSON.parse(row.settings_json) as CalendarSettings) : null // written by `saveCalendar` only
}

/** Counts from now on; what is booked stays booked. */
export async function saveCalendar(
  trx: Kysely<Database>,
  { workspaceId, email }: CalendarOwner,
  { settings, at }: { readonly settings: CalendarSettings; readonly at: number },
): Promise<void> {
  const values = { settings_json: JSON.stringify(settings), updated_at: at }
  await trx
    .insertInto('calendars')
    .values({ workspace_id: workspaceId, owner_email: email.toLowerCase(), ...values })
    .onConflict(conflict => conflict.columns(['workspace_id', 'owner_email']).doUpdateSet(values))
    .execute()
}

/** The five-minute pieces from a moment on that are taken, but for one booking's own. */
export async function loadTaken(
  db: Kysely<Database>,
  { workspaceId, email }: CalendarOwner,
  { from, but }: { readonly from: number; readonly but?: string | undefined },
): Promise<Set<number>> {
  const rows = await db
    .selectFrom('booked_times')
    .select(['cell', 'booking_id'])
    .where('workspace_id', '=', workspaceId)
    .where('owner_email', '=', email.toLowerCase())
    .where('cell', '>=', from)
    .execute()
  return new Set(rows.filter(row => row.booking_id !== but).map(row => row.cell))
}

/** Addresses (lower case) of those who take meetings. */
export async function loadHosts(db: Kysely<Database>, workspaceId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('calendars')
    .select(['owner_email', 'settings_json'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const open = rows.filter(row => (JSON.parse(row.settings_json) as CalendarSettings).enabled) // see loadCalendar
  return new Set(open.map(row => row.owner_email))
}
