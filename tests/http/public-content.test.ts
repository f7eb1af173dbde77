import { expect, it } from 'vitest'
import { z } from 'zod'
import type { CreateSessionResponse, SiteConfig } from '#flows/api.ts'
import type { PublicFlow } from '#flows/flow.ts'
import {
  createSessionResponse,
  problem,
  recorded,
  sessionState,
  siteConfig,
} from '#server/http/public/response-schemas.ts'
import { createTestApp } from '#tests/support/app.ts'
import { answered, HOT_ANSWERS, newSession } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('what the public API serves', openTestStore => {
  it('a site’s configuration names what is live, and is not sent twice', async () => {
    const test = await createTestApp(await openTestStore())
    const first = await test.request(`/v1/sites/${test.site.key}`)
    const config = (await first.json()) as SiteConfig
    expect(siteConfig.parse(config)).toMatchObject({
      site: test.site.key,
      api: 'https://parley.example',
      flows: [
        {
          flow: 'pricing',
          release: test.release.id,
          revision: test.release.flowRevision,
          locales: expect.arrayContaining(['en']),
        },
      ],
    })
    expect(config.flows[0]?.bubble).toMatchObject({ label: 'Find your plan', teaser: 'Questions about pricing?' })
    expect(config.flows[0]?.experiments[0]?.variants[1]?.patch).toEqual({
      'launcher.teaser': 'Which plan fits? Five taps.',
    })
    const etag = first.headers.get('etag') ?? ''
    const again = await test.request(`/v1/sites/${test.site.key}`, { headers: { 'if-none-match': `W/"x", ${etag}` } })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(first.headers.get('cache-control')).toContain('max-age=60')
  })

  it('a flow carries no scores, no routing, no notes and no names', async () => {
    const test = await createTestApp(await openTestStore())
    const response = await test.request(`/v1/flows/${test.release.flowRevision}/en`, { origin: 'https://any.example' })
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(response.headers.get('access-control-allow-origin')).toBe('*')
    const flow = (await response.json()) as PublicFlow
    expect(flow.steps.map(step => step.id)).toContain('route')
    expect(JSON.stringify(flow)).not.toMatch(/points|mara@|"note"|"promises"|"name":"Pricing/)
    expect((await test.request(`/v1/flows/${test.release.flowRevision}/fr`)).status).toBe(404)
  })

  it('answers fit the schemas of its description', async () => {
    const test = await createTestApp(await openTestStore())
    const json = newSession(test, { events: answered(HOT_ANSWERS) })
    const created: unknown = await (await test.request('/v1/sessions', { json })).json()
    const { session, token } = createSessionResponse.parse(created) satisfies CreateSessionResponse
    sessionState.parse(await (await test.request(`/v1/sessions/${session}`, { token })).json())
    recorded.parse(await (await test.request('/v1/behavior', { json: { token, session, events: [] } })).json())
    problem.parse(await (await test.request('/v1/sessions', { json: {} })).json())
  })

  it('describes every call that it takes, with schemas that are there', async () => {
    const test = await createTestApp(await openTestStore())
    const response = await test.request('/v1/openapi.json')
    const text = await response.text()
    const { paths, components } = documentShape.parse(JSON.parse(text))
    const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(match => match[1] ?? '')
    expect(referred.filter(name => !Object.hasOwn(components.schemas, name))).toEqual([])
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map(method => `${method.toUpperCase()} /v1${path}`),
    )
    const served = test.app.routes
      .filter(({ path, method }) => path.startsWith('/v1/') && (method === 'GET' || method === 'POST'))
      .map(({ path, method }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
      .filter(route => !/openapi|docs/.test(route))
    expect(described.sort()).toEqual([...new Set(served)].sort())
  })

  it('has a page for people that loads nothing from elsewhere and runs no script', async () => {
    const test = await createTestApp(await openTestStore())
    const response = await test.request('/v1/docs')
    const page = await response.text()
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page).not.toMatch(/<script|style="|(src|href)="(https?:)?\/\//)
    expect(page).toContain('Begin a conversation')
    expect((await test.request('/v1/docs.css')).headers.get('content-type')).toContain('text/css')
  })
})

const documentShape = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
})
