import { expect, test } from 'vitest'
import type { Role } from '#server/auth/permissions.ts'
import { defaultCalendar } from '#server/booking/calendar-settings.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from './leads.ts'
import { type Client, codeOf, everyRole, setUpStudio } from './setup.ts'

const EVERYBODY: readonly Role[] = ['owner', 'marketer', 'sales', 'viewer']
const EDITORS: readonly Role[] = ['owner', 'marketer']
const SELLERS: readonly Role[] = ['owner', 'sales']
const NOTERS: readonly Role[] = ['owner', 'marketer', 'sales']
const CALENDAR = defaultCalendar('UTC')
const SEGMENT = { name: 'Hot', condition: { fact: 'temperature', is: 'hot' } }
const MAIL_TEMPLATE = { name: 'x', purpose: 'answer', locale: 'en', texts: { en: { subject: 'x', body: 'x' } } }
const AUTOMATION = {
  name: 'x',
  enabled: false,
  spec: {
    when: { kind: 'idle', days: 60 },
    actions: [{ kind: 'stage', to: 'recycled', reason: '' }],
    againAfterDays: null,
  },
}

const BACKTEST = {
  ...{ base: { kind: 'live' }, candidate: { kind: 'draft' }, moment: 'capture', target: 'sql' },
  ...{ since: 0, until: 1, matureDays: 45, seed: 1 },
}

/** Every route by every role is some five hundred requests. */
const LONG = 60_000

/** Every route that needs a member: who may use it, and a body that gets as far as the role check. `:id` is foreign. */
const MATRIX: Readonly<
  Record<string, { readonly may: readonly Role[]; readonly body?: unknown; readonly own?: true }>
> = {
  'GET /me': { may: EVERYBODY },
  'PUT /me/password': { may: EVERYBODY, body: { current: '', next: '' } },
  'GET /members': { may: EVERYBODY },
  'PUT /members/:id': { may: ['owner'], body: { role: 'viewer' } },
  'DELETE /members/:id': { may: ['owner'] },
  'POST /members/:id/reset-link': { may: ['owner'], body: {} },
  'GET /invitations': { may: ['owner'] },
  'POST /invitations': { may: ['owner'], body: { email: '', role: 'viewer' } },
  'POST /invitations/:id/renew': { may: ['owner'], body: {} },
  'DELETE /invitations/:id': { may: ['owner'] },
  'GET /workspace': { may: EVERYBODY },
  'PUT /workspace': { may: ['owner'], body: { name: '' } },
  'POST /workspaces': { may: ['owner'], body: { name: '' } },
  'POST /workspaces/:id/enter': { may: EVERYBODY, body: {} },
  'GET /leads': { may: EVERYBODY },
  'GET /leads/stream': { may: EVERYBODY },
  'GET /leads.csv': { may: ['owner', 'marketer', 'sales'] },
  'GET /leads/:id': { may: EVERYBODY },
  'POST /leads/:id/accept': { may: SELLERS, body: {} },
  'POST /leads/:id/reject': { may: SELLERS, body: { reason: 'no_need' } },
  'POST /leads/:id/trust': { may: SELLERS, body: {} },
  'POST /leads/:id/undo': { may: SELLERS, body: {} },
  'POST /leads/:id/move': { may: SELLERS, body: { to: 'sal' } },
  'PUT /leads/:id/slots': { may: SELLERS, body: {} },
  'GET /leads/:id/owner': { may: EVERYBODY },
  'PUT /leads/:id/owner': { may: SELLERS, body: { route: true } },
  'DELETE /leads/:id/owner': { may: SELLERS },
  'GET /owners': { may: EVERYBODY },
  'POST /owners/:id/hand-over': { may: EDITORS, body: {} },
  'PUT /leads/:id/facts': { may: NOTERS, body: { facts: {} } },
  'POST /leads/:id/activity': { may: NOTERS, body: { what: 'note', text: 'x' } },
  'DELETE /leads/:id/activity/:activity': { may: NOTERS },
  'GET /score-choices': { may: EVERYBODY },
  'GET /board': { may: EVERYBODY },
  'GET /lifecycle': { may: EVERYBODY },
  'PUT /lifecycle': { may: EDITORS, body: { version: 0, rules: {} } },
  'GET /leads/:id/same': { may: EVERYBODY },
  'POST /leads/:id/merge-preview': { may: SELLERS, body: { other: 'missing' } },
  'POST /leads/:id/merge': { may: SELLERS, body: { other: 'missing' } },
  'POST /leads/:id/apart': { may: SELLERS, body: { other: 'missing' } },
  'POST /merges/:id/undo': { may: SELLERS, body: {} },
  'GET /competitors': { may: EVERYBODY },
  'POST /competitors': { may: NOTERS, body: { domains: ['rival.example'] } },
  'DELETE /competitors/:pattern': { may: NOTERS },
  'GET /accounts': { may: EVERYBODY },
  'GET /accounts.csv': { may: ['owner', 'marketer', 'sales'] },
  'GET /accounts/:domain': { may: EVERYBODY },
  'PUT /accounts/:domain/domains': { may: EDITORS, body: { domains: [] } },
  'PUT /accounts/:domain/priority': { may: EDITORS, body: { listed: true } },
  'GET /priority-accounts': { may: EVERYBODY },
  'POST /priority-accounts': { may: EDITORS, body: { csv: '' } },
  'DELETE /priority-accounts/:pattern': { may: EDITORS },
  'GET /account-settings': { may: EVERYBODY },
  'PUT /account-settings': { may: EDITORS, body: {} },
  'GET /flow-templates': { may: EVERYBODY },
  'GET /flows': { may: EVERYBODY },
  'POST /flows': { may: EDITORS, body: { template: 'no such template', name: 'x' } },
  'GET /flows/:id': { may: EVERYBODY },
  'PUT /flows/:id/draft': { may: EDITORS, body: { version: 1, flow: {}, model: {}, routing: {}, placement: {} } },
  'POST /flows/:id/check': { may: EVERYBODY, body: {} },
  'POST /flows/:id/publish': { may: EDITORS, body: { version: 1 } },
  'POST /flows/:id/rollback': { may: EDITORS, body: { release: 'x' } },
  'GET /flows/:id/changes': { may: EVERYBODY },
  'GET /flows/:id/experiments': { may: EVERYBODY },
  'GET /flows/:id/learning': { may: EVERYBODY },
  'POST /flows/:id/learning': { may: EDITORS, body: { target: 'sql', days: 30 } },
  'GET /flows/:id/learning/:learning': { may: EVERYBODY },
  'PUT /flows/:id/learning/:learning/published': { may: EDITORS, body: { on: true } },
  'POST /flows/:id/learning/:learning/take': { may: EDITORS, body: { version: 1, keys: ['x'] } },
  'GET /leads/:id/prediction': { may: EVERYBODY },
  'GET /funnel': { may: EVERYBODY },
  'GET /model-settings': { may: EVERYBODY },
  'PUT /model-settings': { may: EDITORS, body: { signOff: false, reviewDays: 30 } },
  'GET /flows/:id/models': { may: EVERYBODY },
  'GET /flows/:id/models/compare': { may: EVERYBODY },
  'POST /flows/:id/models/rollback': { may: EDITORS, body: { revision: 'a'.repeat(64) } },
  'POST /flows/:id/models/sign': { may: EDITORS, body: { side: 'marketing', revision: 'a'.repeat(64) } },
  'POST /flows/:id/models/review': { may: EDITORS, body: {} },
  'GET /flows/:id/backtests': { may: EVERYBODY },
  'POST /flows/:id/backtests': { may: EDITORS, body: BACKTEST },
  'GET /flows/:id/backtests/:backtest': { may: EVERYBODY },
  'POST /flows/:id/backtests/:backtest/cancel': { may: EDITORS, body: {} },
  'GET /flows/:id/trials': { may: EVERYBODY },
  'POST /flows/:id/trials': { may: EDITORS, body: { mode: 'shadow', candidate: { kind: 'draft' } } },
  'POST /flows/:id/trials/:trial/end': { may: EDITORS, body: {} },
  'GET /site': { may: EVERYBODY },
  'PUT /site': { may: EDITORS, body: { name: '', origins: [], consent: 'required' } },
  'GET /site/identity': { may: EDITORS },
  'GET /site/theme': { may: EVERYBODY },
  'PUT /site/theme': { may: EDITORS, body: { theme: null } },
  'GET /site/pinned-tag': { may: EVERYBODY },
  'GET /site/challenge': { may: EVERYBODY },
  'PUT /site/challenge': { may: EDITORS, body: { mode: 'off', siteKey: '' } },
  'GET /connectors': { may: EVERYBODY },
  'GET /destinations': { may: EDITORS },
  'POST /destinations': { may: EDITORS, body: { connector: 'none', name: 'x', settings: {} } },
  'PUT /destinations/:id': { may: EDITORS, body: { name: 'x', settings: { url: 'https://x.example' }, enabled: true } },
  'DELETE /destinations/:id': { may: EDITORS },
  'POST /destinations/:id/test': { may: EDITORS, body: {} },
  'GET /deliveries': { may: EVERYBODY },
  'GET /nurture': { may: EVERYBODY },
  'PUT /nurture': { may: EDITORS, body: {} },
  'GET /segments': { may: EVERYBODY },
  'POST /segments': { may: EDITORS, body: {} },
  'POST /segments/count': { may: EDITORS, body: {} },
  'PUT /segments/:id': { may: EDITORS, body: SEGMENT },
  'DELETE /segments/:id': { may: EDITORS },
  'GET /segments/:id/leads': { may: EVERYBODY },
  'GET /segments/:id/leads.csv': { may: ['owner', 'marketer', 'sales'] },
  'GET /automations': { may: EVERYBODY },
  'POST /automations': { may: EDITORS, body: {} },
  'POST /automations/dry-run': { may: EDITORS, body: {} },
  'POST /automations/ready-made': { may: EDITORS, body: {} },
  'PUT /automations/:id': { may: EDITORS, body: AUTOMATION },
  'DELETE /automations/:id': { may: EDITORS },
  'GET /automation-log': { may: EVERYBODY },
  'GET /mail-templates': { may: EVERYBODY },
  'POST /mail-templates': { may: EDITORS, body: {} },
  'POST /mail-templates/preview': { may: EDITORS, body: {} },
  'PUT /mail-templates/:id': { may: EDITORS, body: MAIL_TEMPLATE },
  'DELETE /mail-templates/:id': { may: EDITORS },
  'POST /mail-templates/:id/test': { may: EDITORS, body: { locale: 'en' } },
  'GET /sources': { may: EVERYBODY },
  'PUT /sources': { may: EDITORS, body: {} },
  'GET /content': { may: EVERYBODY },
  'PUT /content': { may: EDITORS, body: {} },
  'GET /nurture/reach': { may: EVERYBODY },
  'POST /automations/:id/cancel-waiting': { may: EDITORS, body: {} },
  'GET /enrichment': { may: EVERYBODY },
  'PUT /enrichment': { may: EDITORS, body: {} },
  'GET /calendars': { may: EVERYBODY },
  'PUT /calendars/:email': { may: EDITORS, body: CALENDAR },
  'GET /conversions': { may: ['owner', 'marketer', 'sales'] },
  'GET /conversions.csv': { may: ['owner', 'marketer', 'sales'] },
  'GET /conversion-corrections.csv': { may: ['owner', 'marketer', 'sales'] },
  'GET /imports': { may: EDITORS },
  'POST /imports/preview': { may: EDITORS, body: { kind: 'events', csv: 'email', options: {} } },
  'POST /imports': {
    may: EDITORS,
    body: { kind: 'events', csv: 'email', columns: ['email'], options: {}, dryRun: true, file: 'x.csv' },
  },
  'GET /api-keys': { may: ['owner'] },
  'POST /api-keys': { may: ['owner'], body: { name: 'CRM', scopes: ['events:write'] } },
  'DELETE /api-keys/:id': { may: ['owner'] },
  'POST /deliveries/:id/replay': { may: EDITORS, body: {} },
}

/** Open to people who are not signed in. */
const OPEN = [
  ...['GET /setup', 'POST /setup', 'POST /auth/sign-in/email', 'POST /auth/sign-out', 'GET /doors'],
  ...['POST /join/look', 'POST /join', 'POST /auth/forgot', 'POST /reset/look', 'POST /reset'],
]

function split(route: string, id: string): { method: string; path: string } {
  const [method = '', path = ''] = route.split(' ')
  // What a path names besides the first thing is missing too.
  return { method, path: path.replace(/:id|:email|:domain|:pattern/, id).replaceAll(/:[a-z]+/g, 'none') }
}

async function ask(client: Client, route: string, id: string): Promise<Response> {
  const { method, path } = split(route, id)
  const response = await client.send(method, path, MATRIX[route]?.body)
  if (route === 'GET /leads/stream') await response.body?.cancel()
  return response
}

describeOnBoth('roles', openTestStore => {
  test('every route is in the matrix', async () => {
    const { routes } = await setUpStudio(await openTestStore())

    const registered = routes.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`)

    expect([...new Set(registered)].sort()).toEqual([...OPEN, ...Object.keys(MATRIX)].sort())
  })

  test(
    'a role below is refused with 403, a role that may is not, nobody gets in without signing in',
    async () => {
      const studio = await setUpStudio(await openTestStore())
      const clients = await everyRole(studio)

      for (const [route, { may }] of Object.entries(MATRIX)) {
        for (const role of EVERYBODY) {
          const { status } = await ask(clients[role], route, 'missing')
          if (may.includes(role)) expect([route, role, status]).not.toEqual([route, role, 403])
          else expect([route, role, status]).toEqual([route, role, 403])
          expect([route, status < 500]).toEqual([route, true])
        }
        const stranger = await ask(studio.stranger(), route, 'missing')
        expect([route, stranger.status]).toEqual([route, 401])
      }
    },
    LONG,
  )

  test(
    'an id of another workspace is a missing id, and nothing of it changes',
    async () => {
      const studio = await setUpStudio(await openTestStore())
      const { deps } = studio
      const owner = await studio.member('owner')
      const other = await studio.otherWorkspace()
      const foreigner = await studio.member('owner', other)
      await publishFlow(deps, other)
      const lead = await addLead(deps, { workspace_id: other })
      const made = await foreigner.post('/destinations', {
        connector: 'webhook',
        name: 'CRM',
        settings: { url: 'https://crm.example/leads' },
      })
      const destination = ((await made.json()) as { id: string }).id
      const [member] = (await (await foreigner.get('/members')).json()) as { id: string }[]
      const delivery = deps.newId()
      await deps.store.write(trx =>
        trx
          .insertInto('deliveries')
          .values({
            workspace_id: other,
            id: delivery,
            lead_id: lead,
            destination_id: destination,
            event: 'lead.qualified',
            payload_json: '{}',
            status: 'dead',
            attempts: 1,
            next_at: 0,
            leased_until: 0,
            leased_by: null,
            created_at: deps.now(),
            delivered_at: null,
          })
          .execute(),
      )
      const ids: Readonly<Record<string, string>> = {
        leads: lead,
        flows: 'pricing',
        destinations: destination,
        deliveries: delivery,
        members: member?.id ?? '',
        workspaces: other,
      }

      for (const route of Object.keys(MATRIX).filter(path => path.includes(':id'))) {
        const kind = route.split('/')[1] ?? ''
        for (const id of [ids[kind] ?? '', '%20', 'null', deps.newId()]) {
          const response = await ask(owner, route, id)
          expect([route, response.status, await codeOf(response)]).toEqual([route, 404, 'not_found'])
        }
      }

      expect(await (await foreigner.get(`/leads/${lead}`)).json()).toMatchObject({ stage: 'mql', verdict: null })
      expect(await (await foreigner.get('/deliveries?status=dead')).json()).toHaveLength(1)
      expect(await (await foreigner.get('/members')).json()).toMatchObject([{ role: 'owner' }])
      for (const path of ['/leads', '/flows', '/destinations', '/deliveries', '/leads.csv']) {
        const text = await (await owner.get(path)).text()
        for (const id of [lead, destination, delivery]) expect(text).not.toContain(id)
      }
      expect((await owner.get('/funnel?flow=pricing')).status).toBe(404)
    },
    LONG,
  )
})

describeOnBoth('a known path', openTestStore => {
  test('with another method is 405 and names the ones there are', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')

    for (const [method, path, allow] of [
      ['DELETE', '/leads/x', 'GET'],
      ['POST', '/site', 'GET, PUT'],
      ['PUT', '/auth/sign-in/email', 'POST'],
    ] as const) {
      const refused = await client.send(method, path, {})
      expect([refused.status, await codeOf(refused)]).toEqual([405, 'method_not_allowed'])
      expect(refused.headers.get('allow')).toContain(allow)
    }
    expect((await client.get('/nothing')).status).toBe(404)
  })
})

describeOnBoth('members', openTestStore => {
  test('the last owner can neither step down nor leave; with another one they can', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const [me] = (await (await owner.get('/members')).json()) as { id: string }[]
    const path = `/members/${me?.id}`

    for (const refused of [await owner.put(path, { role: 'viewer' }), await owner.delete(path)]) {
      expect([refused.status, await codeOf(refused)]).toEqual([409, 'last_owner'])
    }
    expect((await owner.put(path, { role: 'owner' })).status).toBe(200)

    await studio.member('owner')
    expect((await owner.put(path, { role: 'viewer' })).status).toBe(200)
    expect(await (await owner.get('/me')).json()).toMatchObject({ role: 'viewer', can: [] })
  })

  test('two owners who demote each other at once leave one', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [first, second] = [await studio.member('owner'), await studio.member('owner')]
    const members = (await (await first.get('/members')).json()) as { id: string }[]

    const answers = await Promise.all([
      first.put(`/members/${members[1]?.id}`, { role: 'sales' }),
      second.put(`/members/${members[0]?.id}`, { role: 'sales' }),
    ])

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test('who is taken out is out at once', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [owner, sales] = [await studio.member('owner'), await studio.member('sales')]
    const members = (await (await owner.get('/members')).json()) as { id: string; role: string }[]

    await owner.delete(`/members/${members.find(({ role }) => role === 'sales')?.id}`)

    const refused = await sales.get('/leads')
    expect([refused.status, await codeOf(refused)]).toEqual([403, 'no_workspace'])
  })

  test('a role nobody has is refused', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')

    const refused = await owner.put('/members/x', { role: 'admin' })

    expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
  })
})
