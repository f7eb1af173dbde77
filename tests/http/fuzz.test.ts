import { expect, it } from 'vitest'
import { createRandom } from '#demo/seed/random.ts'
import type { Problem } from '#flows/api.ts'
import { addMember } from '#server/auth/members.ts'
import { createTestApp, SITE_ORIGIN, type TestApp } from '#tests/support/app.ts'
import { addDestination, answered, HOT_ANSWERS, newSession, startSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { createFuzzer, type FuzzRequest, type FuzzTarget } from './fuzzer.ts'

/** More of both look further: `FUZZ_REQUESTS=20000 FUZZ_SEED=7`. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 500)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_122)

describeOnBoth('requests that went wrong', openTestStore => {
  it('get an answer that is no failure of ours', { timeout: 30_000 + REQUESTS * 30 }, async () => {
    const test = await createTestApp(await openTestStore())
    const targets = [...(await publicTargets(test)), ...(await studioTargets(test))]
    const cookie = await signIn(test)
    const next = createFuzzer(createRandom(SEED), targets)
    const failures: object[] = []
    for (let count = 0; count < REQUESTS; count += 1) {
      const request = next()
      const response = await send(test, withKey(request, count), cookie)
      const isStream = response.headers.get('content-type')?.includes('event-stream')
      const text = isStream ? '' : await response.text()
      if (isStream) await response.body?.cancel()
      const isFine = response.status < 400 || request.method === 'HEAD' || isProblem(response, text)
      if (response.status >= 500 || !isFine) {
        failures.push({ count, status: response.status, ...describe(request), text })
      }
    }
    expect(failures).toEqual([])
  })
})

/** Whether it is an RFC 9457 answer that tells nothing of our inside. */
function isProblem(response: Response, text: string): boolean {
  if (response.headers.get('content-type') !== 'application/problem+json') return false
  const { status, code } = JSON.parse(text) as Problem
  return status === response.status && code !== 'internal' && !/select |insert |node_modules|\.ts:/.test(text)
}

async function send(test: TestApp, { method, path, headers, body }: FuzzRequest, cookie: string): Promise<Response> {
  const isStudio = path.startsWith('/api')
  const who: Record<string, string> = isStudio ? { cookie, 'x-parley': '1' } : {}
  const origin = isStudio ? test.deps.config.publicUrl : SITE_ORIGIN
  return await test.request(path, { method, origin, headers: { ...headers, ...who }, ...(body ? { body } : {}) })
}

/** A key of its own for each new session, or all but the first would be the same again. */
function withKey(request: FuzzRequest, count: number): FuzzRequest {
  const headers = { 'idempotency-key': `key-of-request-${String(count).padStart(6, '0')}`, ...request.headers }
  return request.path === '/v1/sessions' ? { ...request, headers } : request
}

/** The widget's routes, with a session that is there and its token. */
async function publicTargets(test: TestApp): Promise<FuzzTarget[]> {
  const { session, token } = await startSession(test, { events: answered({ q_need: 'spreadsheets' }) })
  const behavior = [
    { id: 'b1', at: 1, type: 'page_viewed', path: '/pricing', title: 'Pricing', seconds: 5 },
    { id: 'b2', at: 2, type: 'downloaded', path: '/blog', file: 'guide.pdf' },
  ]
  const { q_need: _first, ...rest } = HOT_ANSWERS
  const events = answered(rest, 2)
  const exposures = [{ experiment: 'teaser', version: 1, variant: 'five_taps', at: 1 }]
  const unit = { site: test.site.key, release: test.release.id, visitor: 'visitor-0000000001' }
  const known = { id: [session], key: [test.site.key], revision: [test.release.flowRevision], locale: ['en'] }
  const { key: _key, ...conversation } = newSession(test, { events: answered(HOT_ANSWERS) })
  return [
    {
      method: 'POST',
      path: '/v1/sessions',
      bodies: [
        { ...conversation, behavior },
        { ...conversation, events: [] },
      ],
    },
    { method: 'POST', path: '/v1/sessions', bodies: [conversation] },
    {
      method: 'POST',
      path: '/v1/sessions/:id/events',
      bodies: [
        { token, events },
        { token, events: events.slice(0, 1) },
      ],
    },
    { method: 'POST', path: '/v1/behavior', bodies: [{ token, session, events: behavior }] },
    { method: 'POST', path: '/v1/exposures', bodies: [{ ...unit, exposures }] },
    { method: 'POST', path: '/v1/identify', bodies: [{ token, session, identity: 'eyJhbGciOiJIUzI1NiJ9.e30.c2ln' }] },
    { method: 'GET', path: '/v1/sessions/:id' },
    { method: 'GET', path: '/v1/sites/:key' },
    { method: 'GET', path: '/v1/flows/:revision/:locale' },
    { method: 'GET', path: '/:id' },
    { method: 'GET', path: '/w/:key.js' },
    { method: 'GET', path: '/w/:key@:revision.js' },
    { method: 'GET', path: '/studio/:id' },
  ].map(target => ({ ...target, parameters: known }))
}

/** The studio's routes, with ids of what is there. Sign-out is left out: it would end the visit. */
async function studioTargets(test: TestApp): Promise<FuzzTarget[]> {
  const { deps, workspaceId } = test
  const destination = await addDestination(test)
  await startSession(test, { events: answered(HOT_ANSWERS) })
  const lead = await deps.store.db.selectFrom('leads').select('id').executeTakeFirstOrThrow()
  const delivery = await deps.store.db.selectFrom('deliveries').select('id').executeTakeFirstOrThrow()
  const flow = await deps.store.db.selectFrom('flows').selectAll().executeTakeFirstOrThrow()
  const draft = {
    version: 1,
    flow: JSON.parse(flow.draft_flow_json) as unknown,
    model: JSON.parse(flow.draft_model_json) as unknown,
    routing: JSON.parse(flow.draft_routing_json) as unknown,
    placement: { bubble: null },
  }
  const { version: _version, ...parts } = draft
  const settings = { url: 'https://crm.example/leads' }
  const names = ['temperature', 'stage', 'owner', 'flow', 'q', 'sort', 'cursor', 'limit']
  const viewer = await addMember(deps, { ...person('viewer'), workspaceId, role: 'viewer' })
  const on = (kind: string, id: string, targets: readonly FuzzTarget[]) =>
    targets.map(target => ({ ...target, path: `/api/${kind}${target.path}`, parameters: { id: [id] } }))
  return [
    ...on('leads', lead.id, [
      { method: 'GET', path: '', query: names },
      { method: 'GET', path: '', query: names },
      { method: 'GET', path: '/stream' },
      { method: 'GET', path: '/:id' },
      { method: 'POST', path: '/:id/accept', bodies: [{}] },
      { method: 'POST', path: '/:id/reject', bodies: [{ reason: 'no_budget', note: 'Later', hold: true }] },
      { method: 'POST', path: '/:id/undo', bodies: [{}] },
    ]),
    ...on('flows', flow.id, [
      { method: 'GET', path: '' },
      {
        method: 'POST',
        path: '',
        bodies: [
          { template: 'pricing', name: 'Another' },
          { template: 'x', name: 'y', id: 'z' },
        ],
      },
      { method: 'GET', path: '/:id' },
      { method: 'PUT', path: '/:id/draft', bodies: [draft] },
      { method: 'POST', path: '/:id/check', bodies: [parts, {}, { flow: draft.flow }] },
      { method: 'POST', path: '/:id/publish', bodies: [{ version: 1, note: 'A note' }] },
      { method: 'POST', path: '/:id/rollback', bodies: [{ release: test.release.id }] },
      { method: 'GET', path: '/:id/changes' },
      { method: 'GET', path: '/:id/experiments' },
    ]),
    ...on('destinations', destination, [
      { method: 'GET', path: '' },
      { method: 'POST', path: '', bodies: [{ connector: 'webhook', name: 'CRM', settings }, mailDestination] },
      { method: 'PUT', path: '/:id', bodies: [{ name: 'CRM', settings, enabled: true, secret: null }] },
      { method: 'POST', path: '/:id/test', bodies: [{}] },
    ]),
    ...on('deliveries', delivery.id, [
      { method: 'GET', path: '', query: ['status', 'destination'] },
      { method: 'POST', path: '/:id/replay', bodies: [{}] },
    ]),
    ...on('members', viewer, [{ method: 'PUT', path: '/:id', bodies: [{ role: 'sales' }] }]),
    { method: 'GET', path: '/api/funnel', query: ['flow', 'days'] },
    { method: 'GET', path: '/api/leads.csv' },
    { method: 'GET', path: '/api/site' },
    { method: 'PUT', path: '/api/site', bodies: [{ name: 'Site', origins: [SITE_ORIGIN], consent: 'not_required' }] },
    { method: 'POST', path: '/api/setup', bodies: [{ token: 'x'.repeat(43), ...person('owner'), workspace: 'W' }] },
    { method: 'POST', path: '/api/auth/sign-in/email', bodies: [{ email: 'no address', password: 'none' }] },
  ]
}

const mailDestination = {
  connector: 'email',
  name: 'Sales',
  settings: { to: ['mara@tallybarn.example'], leads: 'hot' },
}

const PASSWORD = 'correct horse battery'

function person(name: string) {
  return { name, email: `${name}@tallybarn.example`, password: PASSWORD }
}

async function signIn(test: TestApp): Promise<string> {
  const { workspaceId, deps } = test
  await addMember(deps, { ...person('ada'), workspaceId, role: 'owner' })
  const { email, password } = person('ada')
  const origin = deps.config.publicUrl
  const response = await test.request('/api/auth/sign-in/email', { origin, json: { email, password } })
  expect(response.status).toBe(200)
  return response.headers
    .getSetCookie()
    .map(cookie => cookie.split(';', 1)[0])
    .join('; ')
}

function describe({ body, ...request }: FuzzRequest): object {
  return { ...request, body: body && new TextDecoder().decode(body).slice(0, 2_000) }
}
