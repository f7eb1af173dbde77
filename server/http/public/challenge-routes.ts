import { Hono } from 'hono'
import { challengeRequest } from '#flows/api-schema.ts'
import { passChallenge } from '../../challenge/pass-challenge.ts'
import type { Deps } from '../../deps.ts'
import { otherMethods } from '../other-methods.ts'
import { admitSession } from './admit-session.ts'
import { corsHeaders } from './origin-gate.ts'
import { type PublicGate, sendJson } from './public-gate.ts'
import { originOf, readBody, tokenOf } from './read-request.ts'

/** `/sessions/{id}/challenge`: a visitor who looked like a robot shows to be none. */
export function challengeRoutes(deps: Deps, gate: PublicGate): Hono {
  const app = new Hono()
  app.post('/sessions/:id/challenge', async c => {
    gate.limitAddress(c)
    const origin = originOf(c)
    const request = await readBody(c, challengeRequest)
    const { session, site } = await admitSession(deps, gate, {
      id: c.req.param('id'),
      token: tokenOf(c, request),
      origin,
    })
    const passed = await passChallenge(deps, { session, site, answer: request.answer })
    return sendJson({ passed }, 200, corsHeaders(origin))
  })
  app.all('/sessions/:id/challenge', otherMethods('POST', 'OPTIONS'))
  return app
}
