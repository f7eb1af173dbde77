import { expect, test } from 'vitest'
import { startAccountWorker } from '#server/accounts/account-worker.ts'
import type {
  AccountPage,
  AccountsPage,
  MergedLead,
  MergePreview,
  PriorityImport,
  SamePerson,
  SplitLeads,
} from '#server/http/api-type.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from './leads.ts'
import { codeOf, type Studio, setUpStudio } from './setup.ts'

async function json<T>(response: Response): Promise<T> {
  const body = await response.text()
  if (!response.ok) throw new Error(`${response.status} ${body}`)
  return JSON.parse(body) as T
}

async function withLeads(studio: Studio) {
  const { deps, workspaceId } = studio
  await publishFlow(deps, workspaceId)
  const add = (email: string, change: object = {}) =>
    addLead(deps, {
      workspace_id: workspaceId,
      email,
      email_domain: email.split('@')[1] ?? '',
      name: email.split('@')[0] ?? '',
      ...change,
    })
  return {
    ingrid: await add('ingrid@nordvik-cold.example', {
      facts_json: '{"role":"executive","role.level":"c_level"}',
      owner_id: 'p1',
      owner_name: 'Mara Lind',
    }),
    ole: await add('ole@nordvik-cold.example', { facts_json: '{"role.level":"manager"}', fit: 20, score: 30 }),
    vera: await add('vera@sever-sklad.example', { fit: 61, engagement: 9, score: 70 }),
    private: await add('somebody@gmail.com'),
    rival: await add('spy@rival.example', { temperature: 'disqualified', stage: 'disqualified' }),
  }
}

describeOnBoth('accounts', openTestStore => {
  test('are the companies behind the leads, without free mail and those turned away', async () => {
    const studio = await setUpStudio(await openTestStore())
    await withLeads(studio)
    const client = await studio.member('viewer')

    const page = await json<AccountsPage>(await client.get('/accounts'))

    expect(page).toMatchObject({ count: 2, next: null, priorityLines: 0 })
    expect(page.accounts).toMatchObject([
      { domain: 'nordvik-cold.example', people: 2, owner: { name: 'Mara Lind' }, name: 'Nordvik Cold' },
      { domain: 'sever-sklad.example', people: 1, score: 70, committee: false, priority: false, owner: null },
    ])
    const { accounts } = await json<AccountsPage>(await client.get('/accounts?q=SEVER&sort=domain'))
    expect(accounts.map(({ domain }) => domain)).toEqual(['sever-sklad.example'])
    expect((await client.get('/accounts?sort=magic')).status).toBe(422)
  })

  test('a page tells who is there, what the score is made of, and is missing where there is nobody', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { ingrid } = await withLeads(studio)
    const client = await studio.member('viewer')

    const page = await json<AccountPage>(await client.get('/accounts/Nordvik-Cold.example'))

    expect(page).toMatchObject({ domain: 'nordvik-cold.example', committee: true, priority: false })
    expect(page.people).toHaveLength(2)
    expect(page.lines.reduce((sum, { points }) => sum + points, 0)).toBe(page.score)
    expect(page.lines.find(({ kind }) => kind === 'committee')?.points).toBe(10)
    expect(JSON.stringify(page.people)).toContain(ingrid)
    for (const missing of ['nobody.example', 'gmail.com', '%20']) {
      expect(await codeOf(await client.get(`/accounts/${missing}`))).toBe('not_found')
    }
    const other = await studio.member('owner', await studio.otherWorkspace())
    expect((await other.get('/accounts/nordvik-cold.example')).status).toBe(404)
    expect((await other.put('/accounts/nordvik-cold.example/priority', { listed: true })).status).toBe(404)
  })

  test('a subsidiary counts for its company from now on, and not any more once it is taken off', async () => {
    const studio = await setUpStudio(await openTestStore())
    await withLeads(studio)
    const client = await studio.member('marketer')
    const path = '/accounts/nordvik-cold.example/domains'

    const joined = await json<AccountPage>(await client.put(path, { domains: ['https://www.Sever-Sklad.example/de'] }))
    expect(joined).toMatchObject({ domains: ['sever-sklad.example'] })
    expect(joined.people).toHaveLength(3)
    expect((await json<AccountsPage>(await client.get('/accounts'))).accounts).toMatchObject([{ people: 3 }])
    expect(await json<AccountPage>(await client.get('/accounts/sever-sklad.example'))).toMatchObject({
      domain: 'nordvik-cold.example',
    })
    for (const wrong of ['gmail.com', 'no domain', '*.example.example', 'nordvik-cold.example']) {
      const refused = await client.put(path, { domains: [wrong] })
      expect([wrong, refused.status, await codeOf(refused)]).toEqual([wrong, 422, 'invalid_body'])
    }
    expect(await json<AccountPage>(await client.put(path, { domains: [] }))).toMatchObject({ domains: [] })
    expect((await json<AccountsPage>(await client.get('/accounts'))).count).toBe(2)
  })

  test('the priority list takes a file with its bad rows named, and marks the companies it means', async () => {
    const studio = await setUpStudio(await openTestStore())
    await withLeads(studio)
    const client = await studio.member('marketer')
    const csv =
      'Domain;Company;Note\n*.gov.example;Public;\nnot a domain;x;\n\nSever-Sklad.example;"Sever; Sklad";call\n*vik-co*;;\n*;;\nsever-sklad.example;;\n'

    const tried = await json<PriorityImport>(await client.post('/priority-accounts', { csv, dryRun: true }))
    expect(await json(await client.get('/priority-accounts'))).toEqual([])
    const done = await json<PriorityImport>(await client.post('/priority-accounts', { csv }))
    expect(done).toEqual(tried)
    expect(done).toMatchObject({
      added: 3,
      problems: [
        { row: 3, given: 'not a domain', problem: 'not_a_domain' },
        { row: 7, given: '*', problem: 'not_a_domain' },
        { row: 8, problem: 'twice' },
      ],
    })
    expect(await json(await client.get('/priority-accounts'))).toMatchObject([
      { pattern: '*.gov.example', name: 'Public' },
      { pattern: '*vik-co*' },
      { pattern: 'sever-sklad.example', name: 'Sever; Sklad', note: 'call' },
    ])
    expect(await json<PriorityImport>(await client.post('/priority-accounts', { csv }))).toMatchObject({
      added: 0,
      changed: 0,
      same: 3,
    })
    const { accounts } = await json<AccountsPage>(await client.get('/accounts?priority=yes'))
    expect(accounts).toHaveLength(2)

    const off = await client.put('/accounts/nordvik-cold.example/priority', { listed: false })
    expect(await json<AccountPage>(off)).toMatchObject({ priority: false, priorityBy: null })
    const on = await client.put('/accounts/nordvik-cold.example/priority', { listed: true })
    expect(await json<AccountPage>(on)).toMatchObject({ priority: true })
    expect((await client.delete('/priority-accounts/sever-sklad.example')).status).toBe(200)
    expect((await client.delete('/priority-accounts/sever-sklad.example')).status).toBe(404)
    expect((await json<AccountsPage>(await client.get('/accounts?priority=yes'))).count).toBe(1)
  })

  test('an export guards its cells', async () => {
    const studio = await setUpStudio(await openTestStore())
    await withLeads(studio)
    await addLead(studio.deps, {
      workspace_id: studio.workspaceId,
      email: 'x@sum.example',
      email_domain: 'sum.example',
      company: '=SUM(A1)',
    })
    const text = await (await (await studio.member('sales')).get('/accounts.csv')).text()
    expect(text).toContain(`"sum.example","","'=SUM(A1)"`)
    expect(text).not.toContain('gmail.com')
  })

  test('a committee needs as many people as the settings say', async () => {
    const studio = await setUpStudio(await openTestStore())
    await withLeads(studio)
    const client = await studio.member('owner')
    await json(await client.put('/account-settings', { committeeLevels: 3, engagementCap: 5 }))
    const page = await json<AccountPage>(await client.get('/accounts/nordvik-cold.example'))
    expect(page).toMatchObject({ committee: false })
    const engagement = page.lines.filter(({ kind }) => kind === 'engagement')
    expect(engagement.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(5)
    expect((await client.put('/account-settings', { committeePeople: 0 })).status).toBe(422)
    await startAccountWorker(studio.deps).stop()
  })
})

describeOnBoth('two leads of one person in the studio', openTestStore => {
  test('are suggested, previewed, merged and split', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { ingrid, vera } = await withLeads(studio)
    const { deps, workspaceId } = studio
    const twin = await addLead(deps, {
      workspace_id: workspaceId,
      email: 'i.vik@nordvik-cold.example',
      name: 'INGRID',
      phone: '+4712345678',
    })
    await deps.store.db.updateTable('leads').set({ phone: '+4712345678' }).where('id', '=', ingrid).execute()
    const client = await studio.member('sales')

    const same = await json<SamePerson>(await client.get(`/leads/${ingrid}/same?q=vera`))
    expect(same.likely).toMatchObject([{ id: twin, because: ['phone', 'name'] }])
    expect(same.found).toMatchObject([{ id: vera }])
    const preview = await json<MergePreview>(await client.post(`/leads/${ingrid}/merge-preview`, { other: twin }))
    expect(preview).toMatchObject({
      into: { id: ingrid },
      from: { id: twin },
      after: { id: ingrid },
      addresses: ['i.vik@nordvik-cold.example', 'ingrid@nordvik-cold.example'],
      owner: 'Mara Lind',
    })
    expect(await json<SamePerson>(await client.get(`/leads/${twin}/same`))).toMatchObject({ merged: [] })

    const { merge } = await json<MergedLead>(await client.post(`/leads/${ingrid}/merge`, { other: twin }))
    const moved = await client.get(`/leads/${twin}`)
    expect([moved.status, moved.headers.get('location')]).toEqual([308, `/api/leads/${ingrid}`])
    expect(await json<SamePerson>(await client.get(`/leads/${ingrid}/same`))).toMatchObject({
      merged: [{ id: merge, email: 'i.vik@nordvik-cold.example', undoable: true }],
    })
    const foreigner = await studio.member('owner', await studio.otherWorkspace())
    expect((await foreigner.post(`/merges/${merge}/undo`)).status).toBe(404)
    expect((await foreigner.get(`/leads/${twin}`)).status).toBe(404)

    const split = await json<SplitLeads>(await client.post(`/merges/${merge}/undo`))
    expect(split).toMatchObject({ lead: { id: ingrid }, other: { id: twin, name: 'INGRID' } })
    expect((await client.post(`/merges/${merge}/undo`)).status).toBe(409)
    expect((await client.post(`/leads/${ingrid}/apart`, { other: twin })).status).toBe(200)
    expect(await json<SamePerson>(await client.get(`/leads/${twin}/same`))).toMatchObject({ likely: [] })
  })

  test('whatever route of a lead there is, the id it had before leads on', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { ingrid, ole } = await withLeads(studio)
    const client = await studio.member('owner')
    await json(await client.post(`/leads/${ingrid}/merge`, { other: ole }))
    const routes = studio.routes.routes.filter(({ path, method }) => method !== 'ALL' && /^\/leads\/:id/.test(path))
    expect(routes.length).toBeGreaterThan(5)
    for (const { method, path } of routes) {
      const answer = await client.send(method, path.replace(':id', ole), method === 'GET' ? undefined : {})
      const location = `/api${path.replace(':id', ingrid)}`
      expect([path, answer.status, answer.headers.get('location')]).toEqual([path, 308, location])
    }
  })
})
