import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { createFakeCrm, type FakeCrmOptions } from '#demo/fakes/fake-crm.ts'

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const now = Date.parse('2026-11-22T09:00:00Z')

const lead = {
  id: 'lead_1',
  name: 'Mara Nordvik',
  email: 'mara@nordvik-cold.example',
  company: 'Nordvik Cold',
  stage: 'sal',
  temperature: 'hot',
  score: { total: 87, fit: 70, engagement: 17 },
  reasons: [
    { points: 15, reason: 'Decides on the budget' },
    { points: -5, reason: 'Looked at careers' },
  ],
  owner: { name: 'Ida Lund', email: 'ida@tallybarn.example' },
  answers: [{ field: 'need', question: 'What should counting fix?', answer: 'Many sites' }],
  source: 'direct',
  url: 'https://tallybarn.example/pricing',
}

describe('the webhook', () => {
  test('a signed event becomes a record', async () => {
    const crm = start()
    const response = await deliver(crm, { lead })
    expect(response.status).toBe(200)
    expect(crm.records()).toMatchObject([{ leadId: 'lead_1', lastType: 'lead.qualified', card: lead }])
  })

  test('the known vector of the scheme verifies', async () => {
    const crm = start({ now: () => 1_614_265_330_000 })
    const response = await crm.app.request('/hooks/parley', {
      method: 'POST',
      headers: {
        'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        'webhook-timestamp': '1614265330',
        'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
      },
      body: '{"test": 2432232314}',
    })
    expect(response.status, 'signed well, but no event').toBe(400)
  })

  test.each([
    ['another secret', { signWith: 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    ['a body changed on the way', { tamper: (body: string) => body.replace('87', '99') }],
    ['no signature', { headers: { 'webhook-signature': '' } }],
    ['a signature of another version', { headers: { 'webhook-signature': 'v9,AAAA' } }],
    ['another id than the signed one', { headers: { 'webhook-id': 'msg_other' } }],
    ['a time six minutes ago', { at: now - 6 * 60_000 }],
    ['a time six minutes ahead', { at: now + 6 * 60_000 }],
  ])('%s is refused with 401 and kept out of the records', async (_, forgery) => {
    const crm = start()
    const response = await deliver(crm, { lead, ...forgery })
    expect(response.status).toBe(401)
    expect(crm.records()).toEqual([])
    expect(crm.requests()).toMatchObject([{ status: 401 }])
  })

  test('one good signature among several is enough, as during a rotation', async () => {
    const crm = start()
    const { body, headers } = sign({ lead })
    headers['webhook-signature'] = `v1,AAAA ${headers['webhook-signature']}`
    const response = await crm.app.request('/hooks/parley', { method: 'POST', headers, body })
    expect(response.status).toBe(200)
  })

  test('nothing is accepted before the secret is known', async () => {
    const crm = start({ secret: () => undefined })
    expect((await deliver(crm, { lead })).status).toBe(503)
    expect(crm.records()).toEqual([])
  })

  test('a body beyond 256 KiB is refused', async () => {
    const crm = start()
    expect((await deliver(crm, { lead: { ...lead, name: 'x'.repeat(300_000) } })).status).toBe(413)
  })
})

describe('the records', () => {
  test('the same webhook-id delivered twice changes nothing the second time', async () => {
    const crm = start()
    await deliver(crm, { lead })
    const response = await deliver(crm, { lead: { ...lead, name: 'Somebody else' } })
    expect(response.status).toBe(200)
    expect(crm.records()).toMatchObject([{ card: { name: 'Mara Nordvik' }, webhookIds: ['msg_1'] }])
    expect(crm.requests()).toHaveLength(2)
  })

  test('another event about the lead updates its one record', async () => {
    const crm = start()
    await deliver(crm, { lead })
    await deliver(crm, {
      id: 'msg_2',
      type: 'lead.updated',
      time: '2026-11-22T09:00:05Z',
      lead: { ...lead, stage: 'sql' },
    })
    expect(crm.records()).toMatchObject([
      { lastType: 'lead.updated', card: { stage: 'sql' }, webhookIds: ['msg_1', 'msg_2'] },
    ])
  })

  test('an older event that arrives late does not undo a newer one', async () => {
    const crm = start()
    await deliver(crm, { lead })
    await deliver(crm, { id: 'msg_0', time: '2026-11-22T08:59:00Z', lead: { ...lead, stage: 'lead' } })
    expect(crm.records()).toMatchObject([{ card: { stage: 'sal' }, webhookIds: ['msg_1', 'msg_0'] }])
  })

  test.each([
    ['no lead', {}],
    [
      'a lead of odd kinds',
      { id: 'lead_1', score: 'high', reasons: {}, owner: 7, answers: [{ answer: ['a', 1] }, {}] },
    ],
    ['null everywhere', { id: 'lead_1', name: null, score: null, owner: null, source: null }],
  ])('%s is kept and shown all the same', async (_, odd) => {
    const crm = start()
    expect((await deliver(crm, { lead: odd })).status).toBe(200)
    expect(crm.records()).toHaveLength(1)
    expect((await crm.app.request('/')).status).toBe(200)
  })
})

describe('the behaviour switch', () => {
  test('429 asks for two seconds of patience and keeps nothing', async () => {
    const crm = start()
    await behave(crm, '429')
    const response = await deliver(crm, { lead })
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2'])
    expect(crm.records()).toEqual([])
  })

  test.each([
    ['500', 500],
    ['410', 410],
  ])('%s answers %i and keeps nothing', async (mode, status) => {
    const crm = start()
    await behave(crm, mode)
    expect((await deliver(crm, { lead })).status).toBe(status)
    expect(crm.records()).toEqual([])
  })

  test('slow answers after five seconds', async () => {
    const waits: number[] = []
    const crm = start({ delay: async milliseconds => void waits.push(milliseconds) })
    await behave(crm, 'slow')
    expect((await deliver(crm, { lead })).status).toBe(200)
    expect(waits).toEqual([5_000])
  })

  test('what failed is accepted when it comes again', async () => {
    const crm = start()
    await behave(crm, '500')
    await deliver(crm, { lead })
    await behave(crm, 'ok')
    await deliver(crm, { lead })
    expect(crm.records()).toHaveLength(1)
    expect(crm.requests().map(request => request.status)).toEqual([200, 500])
  })

  test('a forged event is refused in every mode', async () => {
    const crm = start()
    await behave(crm, '500')
    expect((await deliver(crm, { lead, tamper: body => `${body} ` })).status).toBe(401)
  })

  test.each(['{"mode":"teapot"}', '{}', 'not json'])('%s is no behaviour', async body => {
    const crm = start()
    const response = await crm.app.request('/behaviour', { method: 'POST', body })
    expect(response.status).toBe(422)
    expect(crm.behaviour()).toBe('ok')
  })
})

describe('the page', () => {
  test('shows contact, score, owner, reasons and answers', async () => {
    const crm = start()
    await deliver(crm, { lead })
    const markup = await (await crm.app.request('/')).text()
    for (const words of [
      'Mara Nordvik',
      'Nordvik Cold',
      '>87<',
      'Ida Lund',
      '+15',
      '−5',
      'Many sites',
      'lead.qualified',
    ]) {
      expect(markup).toContain(words)
    }
  })

  test('shows what a stranger sent as text', async () => {
    const crm = start()
    const attack = '"><img src=x onerror=alert(1)><script>alert(1)</script>'
    await deliver(crm, {
      lead: { ...lead, id: attack, name: attack, temperature: attack, url: 'javascript:alert(1)', source: attack },
    })
    const markup = await (await crm.app.request('/')).text()
    expect(markup).not.toMatch(/<img|<script>|href="javascript/)
    expect(markup).toContain('&lt;img')
  })

  test('asks for nothing while nothing changed', async () => {
    const crm = start()
    const etag = (await crm.app.request('/live')).headers.get('etag') ?? ''
    expect((await crm.app.request('/live', { headers: { 'If-None-Match': etag } })).status).toBe(304)
    await deliver(crm, { lead })
    expect((await crm.app.request('/live', { headers: { 'If-None-Match': etag } })).status).toBe(200)
  })

  test('allows no script but its own', async () => {
    const response = await start().app.request('/')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
  })
})

type Crm = ReturnType<typeof createFakeCrm>

type Delivery = {
  readonly lead: object
  readonly id?: string
  readonly type?: string
  readonly time?: string
  readonly at?: number
  readonly signWith?: string
  readonly headers?: Record<string, string>
  tamper?(body: string): string
}

function start(options: Partial<FakeCrmOptions> = {}): Crm {
  return createFakeCrm({ secret: () => secret, now: () => now, ...options })
}

function sign({
  lead,
  id = 'msg_1',
  type = 'lead.qualified',
  time = '2026-11-22T09:00:00Z',
  at = now,
  signWith = secret,
}: Delivery) {
  const body = JSON.stringify({ type, timestamp: time, data: { lead } })
  const headers: Record<string, string> = {
    'webhook-id': id,
    'webhook-timestamp': String(at / 1_000),
    'webhook-signature': new Webhook(signWith).sign(id, new Date(at), body),
  }
  return { body, headers }
}

async function deliver(crm: Crm, delivery: Delivery): Promise<Response> {
  const { body, headers } = sign(delivery)
  return crm.app.request('/hooks/parley', {
    method: 'POST',
    headers: { ...headers, ...delivery.headers },
    body: delivery.tamper?.(body) ?? body,
  })
}

async function behave(crm: Crm, mode: string): Promise<void> {
  const response = await crm.app.request('/behaviour', { method: 'POST', body: JSON.stringify({ mode }) })
  expect(response.status).toBe(200)
}
