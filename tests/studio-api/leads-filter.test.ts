import { expect, test } from 'vitest'
import type { LeadsPage } from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead } from './leads.ts'
import { type Client, codeOf, setUpStudio } from './setup.ts'

async function page(client: Client, path: string): Promise<LeadsPage> {
  const response = await client.get(path)
  expect(response.status).toBe(200)
  return (await response.json()) as LeadsPage
}

async function allPages(client: Client, query: string): Promise<string[]> {
  const ids: string[] = []
  let cursor: string | null = ''
  while (cursor !== null) {
    const found: LeadsPage = await page(client, `/leads?${query}${cursor && `&cursor=${cursor}`}`)
    ids.push(...found.leads.map(({ id }) => id))
    cursor = found.next
  }
  return ids
}

describeOnBoth('filters of the inbox', openTestStore => {
  test('filters by source and by what a lead is marked with', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const workspace_id = studio.workspaceId
    const add = (lead: Partial<Parameters<typeof addLead>[1]>) => addLead(studio.deps, { workspace_id, ...lead })
    const google = await add({ source: 'google', campaign: 'spring', priority_account: 1 })
    const direct = await add({ committee: 1 })
    const odd = await add({ flags: 2 })
    await add({ source: 'google', workspace_id: await studio.otherWorkspace(), flags: 1 })

    expect(await allPages(client, 'source=google')).toEqual([google])
    expect(await allPages(client, 'mark=priority')).toEqual([google])
    expect(await allPages(client, 'mark=committee')).toEqual([direct])
    expect(await allPages(client, 'mark=flagged')).toEqual([odd])
    const { sources, leads } = await page(client, '/leads?mark=flagged')
    expect(sources).toEqual([
      { source: 'direct', count: 2 },
      { source: 'google', count: 1 },
    ])
    expect(leads[0]).toMatchObject({ flags: 2, priorityAccount: false, committee: false, sourcePriority: 3 })
  })

  test('sorts by score, filters by temperature, stage, owner, flow and text, and counts', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const workspace_id = studio.workspaceId
    const add = (lead: Partial<Parameters<typeof addLead>[1]>) => addLead(studio.deps, { workspace_id, ...lead })
    const hot = await add({ score: 87, name: 'Ingrid Vik', owner_id: 'ada', owner_name: 'Ada Holm' })
    const warm = await add({ score: 45.5, temperature: 'warm', stage: 'lead', company: 'Tejo_Ware 100%' })
    const cold = await add({ score: -3, temperature: 'cold', stage: 'lead', flow_id: 'magnet' })

    expect(await allPages(client, 'sort=score&limit=1')).toEqual([hot, warm, cold])
    expect(await allPages(client, 'temperature=warm')).toEqual([warm])
    expect(await allPages(client, 'stage=mql')).toEqual([hot])
    expect(await allPages(client, 'owner=ada')).toEqual([hot])
    expect(await allPages(client, 'owner=none&sort=score')).toEqual([warm, cold])
    expect(await allPages(client, 'flow=magnet')).toEqual([cold])
    expect(await allPages(client, 'q=iNGRID&temperature=hot')).toEqual([hot])
    expect(await allPages(client, 'q=100%25')).toEqual([warm])
    expect(await allPages(client, 'q=o_W')).toEqual([warm])
    expect(await allPages(client, `q=${encodeURIComponent("' or 1=1 --")}`)).toEqual([])
    expect(await page(client, '/leads?temperature=warm')).toMatchObject({
      counts: { hot: 1, warm: 1, cold: 1, dead: 0, disqualified: 0, all: 3 },
      owners: [{ id: 'ada', name: 'Ada Holm' }],
    })
  })

  test('finds names in any script as they are written, on its thread too, and no signs of JSON', async () => {
    for (const reportsFromBytes of [0, 2 ** 40]) {
      const studio = await setUpStudio(await openTestStore({ reportsFromBytes }))
      const client = await studio.member('viewer')
      const workspace_id = studio.workspaceId
      const [anna, ueber] = [
        await addLead(studio.deps, { workspace_id, name: 'Анна Иванова' }),
        await addLead(studio.deps, { workspace_id, company: 'Über AG' }),
      ]
      const told = await addLead(studio.deps, { workspace_id, company: null })
      const value_json = JSON.stringify('Ödül "Plus" Ltd')
      const fact = { workspace_id, lead_id: told, fact: 'company.name', source: 'crm', actor: 'x', at: 0 } as const
      await studio.deps.store.write(trx =>
        trx
          .insertInto('lead_facts')
          .values({ ...fact, value_json })
          .execute(),
      )

      const search = (q: string) => allPages(client, `q=${encodeURIComponent(q)}`)
      expect([await search('Иванова'), await search('Über'), await search('ag')]).toEqual([[anna], [ueber], [ueber]])
      expect([await search('Ödül'), await search('"Plus'), await search('Ödül "')]).toEqual([[told], [told], [told]])
      expect([await search('"Ödül'), await search('Ltd"')]).toEqual([[], []])
    }
  })

  test('refuses filters and cursors it does not know', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('viewer')
    const madeUp = Buffer.from('{"in":"score","score":1,"id":"x"}').toString('base64url')

    for (const query of [
      'temperature=boiling',
      'limit=0',
      'limit=999',
      'sort=name',
      'cursor=xyz',
      `cursor=${madeUp}`,
      'role=owner',
      'mark=nice',
      'queue=mine',
    ]) {
      const refused = await client.get(`/leads?${query}`)
      expect([query, refused.status, await codeOf(refused)]).toEqual([query, 422, 'invalid_body'])
    }
  })
})
