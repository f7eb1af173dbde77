import { readFileSync } from 'node:fs'
import { type Context, Hono } from 'hono'
import { book, cancelBooking, loadSlots } from '../booking/book.ts'
import { findBookingByToken } from '../booking/bookings.ts'
import { defaultCalendar } from '../booking/calendar-settings.ts'
import { loadCalendar } from '../booking/calendars.ts'
import { invitationOf } from '../booking/letters.ts'
import { meetingWords } from '../booking/meeting-words.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { hashToken } from '../sessions/session-token.ts'
import type { BookingTable } from '../store/booking-tables.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import { renderBookingPage } from './booking-page.ts'
import { KEY_PAGE_HEADERS, readKeyPageForm } from './key-page.ts'
import { otherMethods } from './other-methods.ts'
import { createPublicGate } from './public/public-gate.ts'
import { PAGE_HEADERS } from './security-headers.ts'
import { sendStaticFile, toStaticFile } from './static-files.ts'

/** The form sends a word and a number. */
const FORM_BYTES = 1024

interface Found {
  readonly booking: BookingTable
  readonly lead: LeadTable
}

/** `/b/{token}`: where the link of an invitation leads. Looking changes nothing: programs that read mail open links. */
export function bookingPageRoutes(deps: Deps): Hono {
  const { config, store, now } = deps
  const { limitAddress } = createPublicGate(deps)
  const style = toStaticFile(readFileSync(new URL('booking-page.css', import.meta.url)), 'text/css; charset=utf-8')

  async function find(c: Context, token: string): Promise<Found> {
    limitAddress(c)
    const booking = /^[\w-]{43}$/.test(token) ? await findBookingByToken(store.db, hashToken(token)) : undefined
    const lead =
      booking &&
      (await store.db
        .selectFrom('leads')
        .selectAll()
        .where('workspace_id', '=', booking.workspace_id)
        .where('id', '=', booking.lead_id)
        .executeTakeFirst())
    if (!booking || !lead) throw new ApiError('not_found', { detail: 'This link leads to no meeting.' })
    return { booking, lead }
  }

  async function show({ booking, lead }: Found, problem?: string): Promise<Response> {
    const open = booking.status === 'booked' && booking.starts_at > now()
    const slots = open ? await freeFor(booking) : []
    const page = renderBookingPage({ booking, visitor: lead.name ?? lead.email, slots, open, problem })
    return new Response(page, { status: problem ? 409 : 200, headers: KEY_PAGE_HEADERS })
  }

  /** None where the owner takes no meetings any more: it can still be cancelled. */
  async function freeFor(booking: BookingTable): Promise<readonly number[]> {
    try {
      return (await loadSlots(deps, sessionOf(booking))).slots
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not_found') return []
      throw error
    }
  }

  const app = new Hono()
  app.get('/booking-page.css', c =>
    sendStaticFile(c.req.raw, style, { ...PAGE_HEADERS, 'cache-control': 'public, max-age=300' }),
  )
  app.get('/b/:token{[\\w-]+\\.ics}', async c => {
    const { booking, lead } = await find(c, c.req.param('token').slice(0, -4))
    return new Response(invitationOf(config, { booking, lead, at: now() }, 'PUBLISH'), {
      headers: {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'attachment; filename="meeting.ics"',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  })
  app.all('/b/:token{[\\w-]+\\.ics}', otherMethods('GET'))
  app.get('/b/:token', async c => await show(await find(c, c.req.param('token'))))
  app.post('/b/:token', async c => {
    const found = await find(c, c.req.param('token'))
    const form = await readKeyPageForm(c, FORM_BYTES)
    const at = Number(form.get('at'))
    try {
      if (form.get('do') === 'cancel')
        await cancelBooking(deps, { booking: found.booking, host: await hostOf(deps, found) })
      else if (found.booking.status !== 'booked') throw new ApiError('not_found')
      else await book(deps, { session: sessionOf(found.booking), startsAt: at })
    } catch (error) {
      if (error instanceof ApiError && error.code === 'slot_taken')
        return await show(found, meetingWords(found.booking.locale).taken)
      throw error
    }
    // A page that was answered to a form asks to send it again when it is reloaded.
    return c.redirect(`/b/${c.req.param('token')}`, 303)
  })
  return app
}

function sessionOf({ workspace_id, session_id, lead_id }: BookingTable) {
  return { workspace_id, id: session_id, lead_id }
}

async function hostOf({ store }: Deps, { booking, lead }: Found) {
  const owner = { workspaceId: booking.workspace_id, email: booking.owner_email }
  return { lead, settings: (await loadCalendar(store.db, owner)) ?? defaultCalendar('UTC') }
}
