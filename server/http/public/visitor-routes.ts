import { Hono } from 'hono'
import { behaviorRequest, exposuresRequest, identifyRequest } from '#flows/api-schema.ts'
import type { Deps } from '../../deps.ts'
import { identifySession } from '../../sessions/identify-session.ts'
import { recordBehavior } from '../../sessions/record-behavior.ts'
import { recordTeaserExposures } from '../../sessions/record-teaser-exposures.ts'
import { otherMethods } from '../other-methods.ts'
import { admitSession } from './admit-session.ts'
import { corsHeaders } from './origin-gate.ts'
import { type PublicGate, sendJson } from './public-gate.ts'
import { originOf, readBody, tokenOf } from './read-request.ts'
import { admit } from './site-routes.ts'

/** `/behavior`, `/exposures` and `/identify`: what visitors do, what they are shown, and who they are, outside the conversation. */
export function visitorRoutes(deps: Deps, gate: PublicGate): Hono {
  const app = new Hono()

  app.post('/behavior', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readBody(c, behaviorRequest)
    const { session } = await admitSession(deps, gate, { id: request.session, token: tokenOf(c, request), origin })
    const recorded = await recordBehavior(deps, session, request.events)
    return sendJson({ recorded }, 200, corsHeaders(origin))
  })
  app.all('/behavior', otherMethods('POST', 'OPTIONS'))

  app.post('/exposures', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readBody(c, exposuresRequest)
    const site = await admit(deps, gate, { key: request.site, origin })
    const recorded = await recordTeaserExposures(deps, site, request)
    return sendJson({ recorded }, 200, corsHeaders(origin))
  })
  app.post('/identify', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readBody(c, identifyRequest)
    const { session } = await admitSession(deps, gate, { id: request.session, token: tokenOf(c, request), origin })
    return sendJson(await identifySession(deps, session, request.identity), 200, corsHeaders(origin))
  })
  app.all('/identify', otherMethods('POST', 'OPTIONS'))

  app.all('/exposures', otherMethods('POST', 'OPTIONS'))
  return app
}
