import { pino } from 'pino'
import { expect, it } from 'vitest'
import { createTestApp } from '#tests/support/app.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('reports of the widget', openTestStore => {
  it('become one line of the log each, with nothing of the visitor, and not more than a few a minute', async () => {
    const lines: Record<string, unknown>[] = []
    const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) })
    const test = await createTestApp(await openTestStore(), { deps: { log } })
    const report = { site: test.site.key, problem: 'flow_unknown', flow: 'pricing-old' }

    const response = await test.request('/v1/reports', { json: report })

    expect([response.status, await response.text()]).toEqual([204, ''])
    expect(lines.filter(({ msg }) => msg === 'a widget has trouble')).toMatchObject([
      { workspace: test.workspaceId, site: test.site.key, problem: 'flow_unknown', flow: 'pricing-old' },
    ])
    expect(JSON.stringify(lines)).not.toContain('203.0.113')
    for (let more = 0; more < 100; more += 1) await test.request('/v1/reports', { json: report })
    expect(lines.filter(({ msg }) => msg === 'a widget has trouble')).toHaveLength(20)
  })

  it.each([
    ['with words of somebody', { problem: 'flow_unknown', flow: '<script>alert(1)</script>' }],
    ['of an unknown kind', { problem: 'sad' }],
    ['with more than is asked', { problem: 'load_failed', answer: 'ann@example.com' }],
  ])('%s are refused', async (_, report) => {
    const test = await createTestApp(await openTestStore())
    const response = await test.request('/v1/reports', { json: { site: test.site.key, ...report } })
    expect(response.status).toBe(422)
  })

  it('are taken from the pages of the site only', async () => {
    const test = await createTestApp(await openTestStore())
    const json = { site: test.site.key, problem: 'load_failed' }
    expect((await test.request('/v1/reports', { json, origin: 'https://evil.example' })).status).toBe(403)
    expect((await test.request('/v1/reports', { json: { ...json, site: 'nobody' } })).status).toBe(404)
  })
})
