import { readFileSync } from 'node:fs'
import { getConnInfo } from '@hono/node-server/conninfo'
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
import { otherMethods } from './other-methods.ts'
import { createAddressReader } from './public/client-address.ts'
import { createRateLimits } from './public/rate-limits.ts'
import { PAGE_HEADERS } from './security-headers.ts'
import { sendStaticFile, toStaticFile } from './static-files.ts'

/** The address is the key to the meeting: it goes to nobody else, and no search engine keeps it. */
const HEADERS = {
  ...PAGE_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
}
/** The form sends a word and a number. */
const FORM_BYTES = 1024

interface Found {
  readonly booking: BookingTable
  readonly lead: LeadTable
}

/** `/b/{token}`: where the link of an invitation leads. Looking changes nothing: programs that read mail open links. */
export function bookingPageRoutes(deps: Deps): Hono {
  const { config, store, now } = deps
  const limits = createRateLimits(deps)
  const addressOf = createAddressReader(config.trustedProxies)
  const style = toStaticFile(readFileSync(new URL('booking-page.css', import.meta.url)), 'text/css; charset=utf-8')

  async function find(c: Context, token: string): Promise<Found> {
    const socket = c.env?.incoming ? getConnInfo(c).remote.address : undefined
    limits.address(addressOf(socket, c.req.header('x-forwarded-for')))
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
    return new Response(page, { status: problem ? 409 : 200, headers: HEADERS })
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
    const form = await readForm(c)
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

async function readForm(c: Context): Promise<URLSearchParams> {
  if (Number(c.req.header('content-length') ?? FORM_BYTES + 1) > FORM_BYTES) throw new ApiError('too_large')
  if (c.req.header('content-type')?.split(';')[0] !== 'application/x-www-form-urlencoded') {
    throw new ApiError('unsupported_type')
  }
  return new URLSearchParams(await c.req.text())
}
