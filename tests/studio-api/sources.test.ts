import { expect, test } from 'vitest'
import type { SourceSettings } from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead } from './leads.ts'
import { type Client, codeOf, setUpStudio } from './setup.ts'

const RULES = {
  rules: [{ source: 'Google', medium: 'cpc', priority: 1, owner: 'sales' }],
  others: { priority: 4, owner: 'marketing' },
}

async function settings(client: Client): Promise<SourceSettings> {
  const response = await client.get('/sources')
  expect(response.status).toBe(200)
  return (await response.json()) as SourceSettings
}

describeOnBoth('the sources of a workspace', openTestStore => {
  test('are listed with what the rules say of each, the most frequent first', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { workspaceId: workspace_id, deps } = studio
    const client = await studio.member('marketer')
    await addLead(deps, { workspace_id, source: 'google', medium: 'cpc', campaign: 'count' })
    await addLead(deps, { workspace_id, source: 'direct' })
    await addLead(deps, { workspace_id, source: 'direct' })
    await addLead(deps, { workspace_id: await studio.otherWorkspace(), source: 'elsewhere' })
    expect(await settings(client)).toMatchObject({ version: 0, rules: { rules: [] }, swept: true })

    const saved = await client.put('/sources', { version: 0, rules: RULES })

    expect(saved.status).toBe(200)
    expect(await saved.json()).toEqual({
      version: 1,
      rules: { ...RULES, rules: [{ ...RULES.rules[0], source: 'google' }] },
      swept: false,
      seen: [
        { source: 'direct', medium: null, campaign: null, leads: 2, priority: 4, owner: 'marketing', rule: null },
        { source: 'google', medium: 'cpc', campaign: 'count', leads: 1, priority: 1, owner: 'sales', rule: 0 },
      ],
      leads: [1],
      countedAll: true,
    })
  })

  test('count all leads of a rule, also of campaigns too rare to be listed', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { workspaceId: workspace_id, deps } = studio
    const client = await studio.member('marketer')
    for (let number = 0; number < 101; number += 1)
      await addLead(deps, { workspace_id, source: 'google', medium: 'cpc', campaign: `count-${number}` })
    await client.put('/sources', { version: 0, rules: RULES })
    const { seen, leads } = await settings(client)
    expect([seen.length, leads]).toEqual([100, [101]])
  })

  test('are set by those who may, from the newest version, and hold for one workspace', async () => {
    const studio = await setUpStudio(await openTestStore())
    const [owner, sales, viewer] = [
      await studio.member('owner'),
      await studio.member('sales'),
      await studio.member('viewer'),
    ]
    const elsewhere = await studio.member('owner', await studio.otherWorkspace())

    for (const client of [sales, viewer]) {
      const refused = await client.put('/sources', { version: 0, rules: RULES })
      expect([refused.status, await codeOf(refused)]).toEqual([403, 'forbidden'])
    }
    expect((await owner.put('/sources', { version: 0, rules: RULES })).status).toBe(200)
    const late = await owner.put('/sources', { version: 0, rules: RULES })
    expect([late.status, await codeOf(late)]).toEqual([409, 'draft_changed'])
    expect(await settings(elsewhere)).toMatchObject({ version: 0, rules: { rules: [] } })
  })

  test('are refused where a rule means nothing', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('marketer')
    for (const rules of [
      { ...RULES, rules: [{ priority: 1, owner: 'sales' }] },
      { ...RULES, rules: [{ source: 'google', priority: 0, owner: 'sales' }] },
      { ...RULES, rules: Array.from({ length: 201 }, () => RULES.rules[0]) },
      { rules: [] },
    ]) {
      const refused = await client.put('/sources', { version: 0, rules })
      expect([refused.status, await codeOf(refused)]).toEqual([422, 'invalid_body'])
    }
  })
})
