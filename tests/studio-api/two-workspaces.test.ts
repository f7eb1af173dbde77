import { expect, test } from 'vitest'
import { startAccountWorker } from '#server/accounts/account-worker.ts'
import type { FlowDetail, LeadsPage, WorkspaceMade } from '#server/http/api-type.ts'
import { sweepScores } from '#server/leads/sweep-scores.ts'
import { answered, CONTEXT, HOT_ANSWERS } from '#tests/support/conversation.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type Client, type Studio, setUpStudio } from './setup.ts'

interface Company {
  readonly id: string
  readonly name: string
  readonly origin: string
  readonly site: string
  readonly release: string
}

/** What an owner does in a workspace that has nothing yet but its site. */
async function goLive(owner: Client, { id, name }: { readonly id: string; readonly name: string }): Promise<Company> {
  const origin = `https://www.${name}.example`
  await owner.put('/site', { name, origins: [origin], consent: 'required' })
  const { key } = (await (await owner.get('/site')).json()) as { key: string }
  const made = await owner.post('/flows', { template: 'pricing', name: 'Pricing', id: 'pricing' })
  const { version } = (await made.json()) as FlowDetail
  const published = await owner.post('/flows/pricing/publish', { version })
  expect(published.status).toBe(200)
  const { live } = (await published.json()) as FlowDetail
  return { id, name, origin, site: key, release: live?.id ?? '' }
}

/** The same visitor, with the same answers, on a company's site. */
async function talk({ app, deps }: Studio, { origin, site, release }: Company): Promise<number> {
  const events = answered(HOT_ANSWERS).map(event => ({ ...event, at: deps.now() }))
  const session = { site, release, visitor: 'visitor-0000000001', key: 'key-00000000000001', dwell: 4200, events }
  const response = await app.request('/v1/sessions', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ ...session, context: { ...CONTEXT, page: { ...CONTEXT.page, url: `${origin}/pricing` } } }),
  })
  return response.status
}

async function leadsOf(owner: Client, { id }: Company): Promise<LeadsPage['leads']> {
  await owner.post(`/workspaces/${id}/enter`)
  return ((await (await owner.get('/leads')).json()) as LeadsPage).leads
}

describeOnBoth('two workspaces of one installation', openTestStore => {
  test('with the same owner, the same flow and the same visitor have each a lead of their own', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const first = await goLive(owner, { id: studio.workspaceId, name: 'tallybarn' })
    const { id } = (await (await owner.post('/workspaces', { name: 'Pellgate' })).json()) as WorkspaceMade
    const second = await goLive(owner, { id, name: 'pellgate' })

    expect([await talk(studio, first), await talk(studio, second)]).toEqual([201, 201])
    // A site takes visitors of its own pages and flows only.
    expect(await talk(studio, { ...first, origin: second.origin })).toBe(403)
    expect(await talk(studio, { ...first, release: second.release })).toBe(422)

    const [[ofFirst, ...none], [ofSecond, ...neither]] = [await leadsOf(owner, first), await leadsOf(owner, second)]
    expect([none, neither]).toEqual([[], []])
    expect([ofFirst?.email, ofSecond?.email]).toEqual(['ida@nordvik-cold.example', 'ida@nordvik-cold.example'])
    expect(ofFirst?.id).not.toBe(ofSecond?.id)
    expect(ofFirst?.score).toBe(ofSecond?.score)
    expect((await owner.get(`/leads/${ofFirst?.id}`)).status).toBe(404)
    expect((await owner.get(`/leads/${ofSecond?.id}`)).status).toBe(200)
    expect(await (await owner.get('/leads.csv')).text()).not.toContain(ofFirst?.id)

    // What works in the background works for both.
    expect(await sweepScores(studio.deps)).toMatchObject({ leads: 2 })
    const accounts = startAccountWorker(studio.deps)
    await accounts.runOnce()
    await accounts.stop()
    for (const company of [first, second]) {
      await owner.post(`/workspaces/${company.id}/enter`)
      const page = await (await owner.get('/accounts/nordvik-cold.example')).json()
      expect(page).toMatchObject({ people: [{ id: company === first ? ofFirst?.id : ofSecond?.id }] })
    }
  })
})
