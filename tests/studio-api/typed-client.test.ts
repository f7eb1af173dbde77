import { hc } from 'hono/client'
import { expect, expectTypeOf, test } from 'vitest'
import type { LeadRow, StudioApi } from '#server/http/api-type.ts'
import { useTestDatabases } from '#tests/support/databases.ts'
import { addLead } from './leads.ts'
import { setUpStudio } from './setup.ts'

const { openTestStore } = useTestDatabases('sqlite')

test('Hono’s client knows the routes, what they take and what they answer', async () => {
  const studio = await setUpStudio(await openTestStore())
  const member = await studio.member('sales')
  const id = await addLead(studio.deps, { workspace_id: studio.workspaceId })
  const client = hc<StudioApi>('/api', {
    fetch: (url: string | URL | Request, init?: RequestInit) =>
      member.send(init?.method ?? 'GET', String(url).replace('/api', ''), init?.body && JSON.parse(String(init.body))),
  })

  const answer = await client.leads[':id'].reject.$post({ param: { id }, json: { reason: 'no_need' } })
  const row = await answer.json()

  expectTypeOf(row.stage).toEqualTypeOf<LeadRow['stage']>()
  // @ts-expect-error A reason that is not in the list.
  const wrong = () => client.leads[':id'].reject.$post({ param: { id }, json: { reason: 'because' } })
  expect(typeof wrong).toBe('function')
  expect(row.stage).toBe('disqualified')
  const { counts } = await (await client.leads.$get({ query: { sort: 'score' } })).json()
  expect(counts.all).toBe(1)
})
