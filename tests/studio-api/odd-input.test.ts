import { expect, test } from 'vitest'
import { describeOnBoth } from '#tests/support/databases.ts'
import { codeOf, setUpStudio } from './setup.ts'

function cursor(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

describeOnBoth('the studio’s API', openTestStore => {
  test('an id with a control character is no id', async () => {
    const client = await (await setUpStudio(await openTestStore())).member('owner')
    for (const path of ['/leads/%00', '/flows/a%00b', '/flows/%1b/changes', '/flows/%00/experiments']) {
      const response = await client.get(path)
      expect([path, response.status, await codeOf(response)]).toEqual([path, 404, 'not_found'])
    }
    expect((await client.post('/leads/%00/accept', {})).status).toBe(404)
    expect((await client.delete('/destinations/%00')).status).toBe(404)
  })

  test('a query with a control character is refused', async () => {
    const client = await (await setUpStudio(await openTestStore())).member('owner')
    for (const path of ['/leads?q=%00', '/leads?owner=a%00', '/deliveries?destination=%00', '/funnel?flow=%1b']) {
      const response = await client.get(path)
      expect([path, response.status, await codeOf(response)]).toEqual([path, 422, 'invalid_body'])
    }
  })

  test('a cursor that no page gave is refused', async () => {
    const client = await (await setUpStudio(await openTestStore())).member('owner')
    const made = [
      ['action', { in: 'rest', at: 1.5, id: 'x' }],
      ['action', { in: 'all', at: 1, id: 'x' }],
      ['action', { in: 'rest', at: 1, id: '\u0000' }],
      ['action', { in: 'waiting', priority: 1.5, score: 1, id: 'x' }],
      ['action', { in: 'newest', at: 1, id: 'x' }],
      ['action', { in: 'waiting', priority: 2 ** 31, score: 1, id: 'x' }],
      ['newest', { in: 'newest', at: 1e300, id: 'x' }],
      ['newest', { in: 'waiting', priority: 1, score: 1, id: 'x' }],
      ['score', { in: 'score', score: '1', id: 'x' }],
    ] as const
    for (const [sort, one] of made) {
      const response = await client.get(`/leads?sort=${sort}&cursor=${cursor(one)}`)
      expect([one, response.status]).toEqual([one, 422])
    }
  })
})
