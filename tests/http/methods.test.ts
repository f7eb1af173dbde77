import { expect, it } from 'vitest'
import type { Problem } from '#flows/api.ts'
import { createTestApp } from '#tests/support/app.ts'
import { useTestDatabases } from '#tests/support/databases.ts'

const { openTestStore } = useTestDatabases('sqlite')

it('every address refuses the methods it does not take, and names those it does', async () => {
  const test = await createTestApp(await openTestStore())
  const routes = test.app.routes.filter(({ method, path }) => method === 'GET' || (method === 'POST' && isPublic(path)))
  const paths = [...new Set(routes.map(({ path }) => path).filter(isPublic))]
  expect(paths).toEqual(
    expect.arrayContaining(['/', '/livez', '/v1/docs', '/v1/sessions', '/studio/*', '/assets/:name']),
  )
  for (const path of paths) {
    const taken = routes.filter(route => route.path === path).map(({ method }) => method)
    for (const method of ['PUT', 'PATCH', 'DELETE', 'GET', 'POST'].filter(one => !taken.includes(one))) {
      const response = await test.request(addressOf(path), { method })
      const { code } = (await response.json()) as Problem
      expect([method, path, response.status, code]).toEqual([method, path, 405, 'method_not_allowed'])
      expect(response.headers.get('allow')?.split(', ')).toEqual(expect.arrayContaining(taken))
    }
  }
})

it('an address that is not there is not found, whatever the method', async () => {
  const test = await createTestApp(await openTestStore())
  for (const path of ['/nothing', '/v1/nothing', '/p/%00', '/v1/sessions/x/y/z']) {
    for (const method of ['GET', 'POST', 'DELETE']) expect((await test.request(path, { method })).status).toBe(404)
  }
})

/** The studio's routes ask who is there before they say anything. */
function isPublic(path: string): boolean {
  return !path.startsWith('/api')
}

function addressOf(path: string): string {
  return path
    .replace(/:file\{.*\}/, 'site_x.js')
    .replace(/:token\{.*\}/, 'x.ics')
    .replaceAll(/:\w+/g, 'x')
    .replace('*', 'x')
}
