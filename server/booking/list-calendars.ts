import type { Kysely } from 'kysely'
import type { Routing } from '../routing/routing-config.ts'
import type { Database } from '../store/schema.ts'
import { type CalendarSettings, defaultCalendar } from './calendar-settings.ts'

/** A person of the routing, and when they take meetings. */
export interface PersonCalendar {
  /** Lower case: who it belongs to. */
  readonly email: string
  readonly name: string
  /** The calendar tool of the person; while there is one, visitors are sent there. */
  readonly bookingUrl: string | null
  /** What was saved, or what a new calendar starts from. */
  readonly settings: CalendarSettings
  readonly saved: boolean
  /** Meetings ahead. */
  readonly ahead: number
}

/** Everybody whom the drafts of a workspace's flows name, by name; each once. */
export async function listCalendars(db: Kysely<Database>, workspaceId: string, now: number): Promise<PersonCalendar[]> {
  const flows = await db
    .selectFrom('flows')
    .select('draft_routing_json')
    .where('workspace_id', '=', workspaceId)
    .execute()
  const calendars = await db
    .selectFrom('calendars')
    .select(['owner_email', 'settings_json'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const saved = new Map(calendars.map(row => [row.owner_email, row.settings_json]))
  const ahead = await countAhead(db, workspaceId, now)
  const people = new Map<string, PersonCalendar>()
  for (const row of flows) {
    const routing = JSON.parse(row.draft_routing_json) as Routing // written by `saveDraft` and `createFlow` only
    for (const { email: address, name, bookingUrl = null, timeZone = 'UTC' } of routing.people) {
      const email = address.toLowerCase()
      const json = saved.get(email)
      const settings = json ? (JSON.parse(json) as CalendarSettings) : defaultCalendar(timeZone) // written by `saveCalendar` only
      const known = people.get(email)
      people.set(email, {
        email,
        name: known?.name ?? name,
        bookingUrl: known?.bookingUrl ?? bookingUrl,
        settings,
        saved: json !== undefined,
        ahead: ahead.get(email) ?? 0,
      })
    }
  }
  return [...people.values()].sort((a, b) => a.name.localeCompare(b.name, 'en'))
}

async function countAhead(db: Kysely<Database>, workspaceId: string, now: number): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('bookings')
    .select(['owner_email', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .where('status', '=', 'booked')
    .where('ends_at', '>', now)
    .groupBy('owner_email')
    .execute()
  return new Map(rows.map(row => [row.owner_email, Number(row.count)]))
}
