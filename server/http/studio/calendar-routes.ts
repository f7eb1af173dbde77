import { Hono } from 'hono'
import { permissionsOf } from '../../auth/permissions.ts'
import { calendarSettings } from '../../booking/calendar-settings.ts'
import { saveCalendar } from '../../booking/calendars.ts'
import { listCalendars, type PersonCalendar } from '../../booking/list-calendars.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

/** When salespeople take meetings: everybody sees it, editors change it, and each their own. */
export function calendarRoutes(deps: Deps) {
  return new Hono<StudioEnv>()
    .get('/calendars', async c =>
      c.json<CalendarsAnswer>({
        mailed: deps.config.smtpUrl !== undefined,
        people: await listCalendars(deps.store.db, c.get('member').workspaceId, deps.now()),
      }),
    )
    .put('/calendars/:email', body(calendarSettings), async c => {
      const { workspaceId, role, email: own } = c.get('member')
      const email = c.req.param('email').toLowerCase()
      if (!permissionsOf(role).includes('manage_site') && own.toLowerCase() !== email) {
        throw new ApiError('forbidden', { detail: 'You can change your own calendar only.' })
      }
      const people = await listCalendars(deps.store.db, workspaceId, deps.now())
      const person = people.find(one => one.email === email)
      if (!person) throw new ApiError('not_found')
      const settings = c.req.valid('json')
      await deps.store.write(trx => saveCalendar(trx, { workspaceId, email }, { settings, at: deps.now() }))
      return c.json<PersonCalendar>({ ...person, settings, saved: true })
    })
}

/** GET /api/calendars */
export interface CalendarsAnswer {
  /** Whether invitations go out by mail. */
  readonly mailed: boolean
  readonly people: readonly PersonCalendar[]
}
