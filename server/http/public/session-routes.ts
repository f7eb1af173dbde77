import { Hono } from 'hono'
import { appendEventsRequest, createSessionRequest } from '#flows/api-schema.ts'
import type { Deps } from '../../deps.ts'
import { appendEvents } from '../../sessions/append-events.ts'
import { createSession, type KeysInFlight } from '../../sessions/create-session.ts'
import { loadState } from '../../sessions/session-state.ts'
import { createTurnsByKey } from '../../sessions/turns-by-key.ts'
import { otherMethods } from '../other-methods.ts'
import { admitSession } from './admit-session.ts'
import { corsHeaders } from './origin-gate.ts'
import { type PublicGate, sendJson } from './public-gate.ts'
import { originOf, readBody, readKeyedBody, tokenOf } from './read-request.ts'
import { admit } from './site-routes.ts'
import { createVisitCountryReader } from './visitor-country.ts'

/** `/sessions`: a conversation begins, goes on, and is taken up again. */
export function sessionRoutes(deps: Deps, gate: PublicGate): Hono {
  const inFlight: KeysInFlight = new Set()
  const inTurn = createTurnsByKey()
  const countryOf = createVisitCountryReader(deps.config)
  const app = new Hono()

  app.post('/sessions', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readKeyedBody(c, createSessionRequest)
    const site = await admit(deps, gate, { key: request.site, origin })
    const created = await createSession(deps, inFlight, {
      site,
      request,
      withoutOrigin: origin === undefined,
      userAgent: c.req.header('user-agent'),
      country: countryOf(c),
    })
    if (!created.replayed) return sendJson(created.response, 201, corsHeaders(origin))
    return sendJson(created.response, 200, { ...corsHeaders(origin), 'idempotent-replayed': 'true' })
  })
  app.all('/sessions', otherMethods('POST', 'OPTIONS'))

  app.post('/sessions/:id/events', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readBody(c, appendEventsRequest)
    const { session, site } = await admitSession(deps, gate, {
      id: c.req.param('id'),
      token: tokenOf(c, request),
      origin,
    })
    const state = await inTurn(session.id, () => appendEvents(deps, { session, site, events: request.events }))
    return sendJson(state, 200, corsHeaders(origin))
  })
  app.all('/sessions/:id/events', otherMethods('POST', 'OPTIONS'))

  app.get('/sessions/:id', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const { session } = await admitSession(deps, gate, { id: c.req.param('id'), token: tokenOf(c), origin })
    return sendJson(await loadState(deps.store.db, session), 200, corsHeaders(origin))
  })
  app.all('/sessions/:id', otherMethods('GET', 'OPTIONS'))
  return app
}
