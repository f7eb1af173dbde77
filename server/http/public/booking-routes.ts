import { Hono } from 'hono'
import type { SlotsResponse } from '#flows/api.ts'
import { bookRequest } from '#flows/api-schema.ts'
import { book, loadSlots } from '../../booking/book.ts'
import { toBooking } from '../../booking/bookings.ts'
import type { Deps } from '../../deps.ts'
import { otherMethods } from '../other-methods.ts'
import { admitSession } from './admit-session.ts'
import { corsHeaders } from './origin-gate.ts'
import { type PublicGate, sendJson } from './public-gate.ts'
import { originOf, readBody, tokenOf } from './read-request.ts'

/** `/sessions/{id}/slots` and `/bookings`: a time with the owner, where the conversation was offered one. */
export function bookingRoutes(deps: Deps, gate: PublicGate): Hono {
  const app = new Hono()

  app.get('/sessions/:id/slots', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const { session } = await admitSession(deps, gate, { id: c.req.param('id'), token: tokenOf(c), origin })
    const { host, booking, slots } = await loadSlots(deps, session)
    const response: SlotsResponse = {
      // The first name, as with the offer.
      owner: { name: firstName(host.name), ...(host.title ? { title: host.title } : {}) },
      minutes: host.settings.slotMinutes,
      slots,
      booking: booking ? { ...toBooking(booking, deps.config), owner: { name: firstName(booking.owner_name) } } : null,
    }
    return sendJson(response, 200, corsHeaders(origin))
  })
  app.all('/sessions/:id/slots', otherMethods('GET', 'OPTIONS'))

  app.post('/sessions/:id/bookings', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readBody(c, bookRequest)
    const { session } = await admitSession(deps, gate, { id: c.req.param('id'), token: tokenOf(c, request), origin })
    const { booking, news } = await book(deps, { session, startsAt: request.at, timeZone: request.timeZone })
    const response = { ...toBooking(booking, deps.config), owner: { name: firstName(booking.owner_name) } }
    return sendJson(response, news === 'booked' ? 201 : 200, corsHeaders(origin))
  })
  app.all('/sessions/:id/bookings', otherMethods('POST', 'OPTIONS'))
  return app
}

function firstName(name: string): string {
  return name.split(' ')[0] ?? name
}
