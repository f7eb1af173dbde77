import { expect, it } from 'vitest'
import type { Problem } from '#flows/api.ts'
import { createTestApp, SITE_ORIGIN } from '#tests/support/app.ts'
import { newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

const LIMITS = { perAddress: 1000, perSite: 1000, perSession: 1000 }

describeOnBoth('the gate of the public API', openTestStore => {
  it('a page of the site may read answers, errors too', async () => {
    const test = await createTestApp(await openTestStore())
    const good = await test.request('/v1/sessions', { json: newSession(test) })
    const bad = await test.request('/v1/sessions', { body: '{' })
    for (const response of [good, bad]) {
      expect(response.headers.get('access-control-allow-origin')).toBe(SITE_ORIGIN)
      expect(response.headers.get('vary')).toBe('Origin')
    }
  })

  it('a page elsewhere may read nothing', async () => {
    const test = await createTestApp(await openTestStore())
    const origin = 'https://evil.example'
    const refused = await test.request('/v1/sessions', { origin, json: newSession(test) })
    const broken = await test.request('/v1/sessions', { origin, body: '{' })
    const asked = await test.request('/v1/sessions', { origin, method: 'OPTIONS' })
    expect([refused.status, broken.status, asked.status]).toEqual([403, 400, 403])
    for (const response of [refused, broken, asked]) {
      expect(response.headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  it('answers the browser’s question before a request with a token', async () => {
    const test = await createTestApp(await openTestStore())
    const response = await test.request('/v1/sessions/x', {
      method: 'OPTIONS',
      headers: { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization' },
    })
    expect(response.status).toBe(204)
    expect(response.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization')
    expect(response.headers.get('access-control-allow-origin')).toBe(SITE_ORIGIN)
    expect(response.headers.get('access-control-allow-credentials')).toBeNull()
  })

  it('an address that floods is told to wait, for as long as it takes', async () => {
    const test = await createTestApp(await openTestStore(), { config: { limits: { ...LIMITS, perAddress: 3 } } })
    const ask = (address?: string) => test.request(`/v1/sites/${test.site.key}`, address ? { address } : {})
    for (let count = 0; count < 3; count += 1) expect((await ask()).status).toBe(200)
    const refused = await ask()
    expect(refused.status).toBe(429)
    expect(((await refused.json()) as Problem).code).toBe('rate_limited')
    expect(refused.headers.get('retry-after')).toBe('20')
    expect(refused.headers.get('ratelimit')).toBe('"address";r=0;t=20')
    expect(refused.headers.get('ratelimit-policy')).toBe('"address";q=3;w=60')
    expect((await ask('203.0.113.8')).status).toBe(200)
    test.clock.pass(20_000)
    expect((await ask()).status).toBe(200)
  })

  it('X-Forwarded-For is believed from a trusted proxy only', async () => {
    const config = { limits: { ...LIMITS, perAddress: 1 }, trustedProxies: ['10.0.0.0/8'] }
    const test = await createTestApp(await openTestStore(), { config })
    const ask = async (address: string, forwarded: string) => {
      const headers = { 'x-forwarded-for': forwarded }
      return (await test.request(`/v1/sites/${test.site.key}`, { address, headers })).status
    }
    expect(await ask('198.51.100.1', '203.0.113.1')).toBe(200)
    expect(await ask('198.51.100.1', '203.0.113.2')).toBe(429)
    expect(await ask('10.0.0.1', '203.0.113.3')).toBe(200)
    expect(await ask('10.0.0.1', '203.0.113.4')).toBe(200)
    expect(await ask('10.0.0.2', '203.0.113.99, 203.0.113.4, 10.0.0.9')).toBe(429)
    expect(await ask('2001:db8:1:2::1', '')).toBe(200)
    expect(await ask('2001:db8:1:2:ffff::9', '')).toBe(429)
  })

  it('a site and a session have limits of their own', async () => {
    const test = await createTestApp(await openTestStore(), {
      config: { limits: { ...LIMITS, perSite: 2, perSession: 1 } },
    })
    const first = await test.request('/v1/sessions', { json: newSession(test) })
    expect((await test.request('/v1/sessions', { json: newSession(test) })).status).toBe(201)
    expect((await test.request('/v1/sessions', { json: newSession(test) })).status).toBe(429)
    const { session, token } = (await first.json()) as { session: string; token: string }
    expect((await test.request(`/v1/sessions/${session}`, { token })).status).toBe(200)
    expect((await test.request(`/v1/sessions/${session}`, { token })).status).toBe(429)
  })
})
