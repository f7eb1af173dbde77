import { expect, test } from 'vitest'
import { createMailSink } from '#demo/fakes/mail-sink.ts'
import { insertMembership } from '#server/auth/memberships.ts'
import type { LeadsPage, Me, Member, WorkspaceMade } from '#server/http/api-type.ts'
import { insertStartedWorkspace } from '#server/publishing/create-workspace.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead, publishFlow } from './leads.ts'
import { type Client, codeOf, PASSWORD, type Studio, setUpStudio } from './setup.ts'

async function meOf(client: Client): Promise<Me> {
  return (await (await client.get('/me')).json()) as Me
}

async function made(owner: Client, name: string): Promise<string> {
  const response = await owner.post('/workspaces', { name })
  expect(response.status).toBe(201)
  return ((await response.json()) as WorkspaceMade).id
}

/** Puts somebody who has an account into the workspace the owner is in. */
async function bringIn(owner: Client, client: Client, role: string): Promise<void> {
  const { email } = (await meOf(client)).user
  const { link } = (await (await owner.post('/invitations', { email, role })).json()) as { link: string }
  const token = new URL(link).hash.replace('#token=', '')
  expect((await client.post('/join', { token })).status).toBe(200)
}

async function takeOut(owner: Client, email: string): Promise<void> {
  const members = (await (await owner.get('/members')).json()) as Member[]
  expect((await owner.delete(`/members/${members.find(member => member.email === email)?.id}`)).status).toBe(200)
}

async function signInAgain(studio: Studio, client: Client): Promise<Client> {
  const { email } = (await meOf(client)).user
  const browser = studio.stranger()
  expect((await browser.post('/auth/sign-in/email', { email, password: PASSWORD })).status).toBe(200)
  return browser
}

describeOnBoth('a workspace', openTestStore => {
  test('that an owner makes is theirs, has a site of its own and nothing of the first', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    await publishFlow(studio.deps, studio.workspaceId)
    await addLead(studio.deps, { workspace_id: studio.workspaceId })
    const first = (await (await owner.get('/site')).json()) as { key: string }

    const id = await made(owner, 'Nordvik')

    expect(await meOf(owner)).toMatchObject({ workspace: { id, name: 'Nordvik' }, role: 'owner' })
    const site = (await (await owner.get('/site')).json()) as { name: string; key: string; origins: string[] }
    expect(site).toMatchObject({ name: 'Website', origins: [] })
    expect(site.key).not.toBe(first.key)
    for (const path of ['/flows', '/destinations', '/deliveries', '/api-keys', '/segments', '/invitations']) {
      expect([path, await (await owner.get(path)).json()]).toEqual([path, []])
    }
    expect(((await (await owner.get('/leads')).json()) as LeadsPage).counts.all).toBe(0)
    const flow = await owner.post('/flows', { template: 'pricing', name: 'Pricing' })
    expect(flow.status).toBe(201)
  })

  test('is one of a hundred that a person owns at most', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const { id: userId } = (await meOf(owner)).user
    await studio.deps.store.write(async unit => {
      for (let index = 1; index < 100; index += 1) {
        const { id } = await insertStartedWorkspace(unit, studio.deps, { name: `Client ${index}` })
        await insertMembership(unit, studio.deps, { workspaceId: id, userId, role: 'owner' })
      }
    })
    expect(await codeOf(await owner.post('/workspaces', { name: 'One more' }))).toBe('conflict')
    await made(await studio.member('owner'), 'Of another owner')
  })

  test('one may be in several, with another role in each, and nothing of one shows in the other', async () => {
    const studio = await setUpStudio(await openTestStore())
    const { deps } = studio
    const owner = await studio.member('owner')
    const bob = await studio.member('sales')
    const second = await made(owner, 'Second')
    await bringIn(owner, bob, 'viewer')
    const leads = new Map<string, string>()
    for (const workspace of [studio.workspaceId, second]) {
      await publishFlow(deps, workspace)
      leads.set(workspace, await addLead(deps, { workspace_id: workspace, email: 'ida@nordvik.example' }))
    }

    for (const [here, there, role] of [
      [studio.workspaceId, second, 'sales'],
      [second, studio.workspaceId, 'viewer'],
    ] as const) {
      expect((await bob.post(`/workspaces/${here}/enter`)).status).toBe(200)
      expect(await meOf(bob)).toMatchObject({ workspace: { id: here }, role })
      const page = (await (await bob.get('/leads')).json()) as LeadsPage
      expect(page.leads.map(lead => lead.id)).toEqual([leads.get(here)])
      expect((await bob.get(`/leads/${leads.get(here)}`)).status).toBe(200)
      expect((await bob.get(`/leads/${leads.get(there)}`)).status).toBe(404)
      const accept = await bob.post(`/leads/${leads.get(here)}/accept`)
      expect(accept.status).toBe(role === 'sales' ? 200 : 403)
    }
  })

  test('that one does not belong to cannot be entered, nor can one that is not', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    for (const id of [await studio.otherWorkspace(), 'no-such-workspace']) {
      const refused = await owner.post(`/workspaces/${id}/enter`)
      expect([refused.status, await codeOf(refused)]).toEqual([404, 'not_found'])
    }
    expect((await meOf(owner)).workspace.id).toBe(studio.workspaceId)
  })

  test('one was in last is where the next sign-in begins', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const second = await made(owner, 'Second')
    expect((await meOf(await signInAgain(studio, owner))).workspace.id).toBe(second)

    await owner.post(`/workspaces/${studio.workspaceId}/enter`)
    expect((await meOf(await signInAgain(studio, owner))).workspace.id).toBe(studio.workspaceId)
  })

  test('that the page shows and the session has left is refused, so that the two never mix', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const shown = { 'x-parley-workspace': studio.workspaceId }
    expect((await owner.send('GET', '/leads', undefined, shown)).status).toBe(200)
    await made(owner, 'Second')

    const site = { name: 'X', origins: ['https://x.example'], consent: 'required' }
    for (const refused of [
      await owner.send('GET', '/leads', undefined, shown),
      await owner.send('PUT', '/site', site, shown),
      await owner.get(`/leads/stream?workspace=${studio.workspaceId}`),
    ]) {
      expect([refused.status, await codeOf(refused)]).toEqual([409, 'workspace_changed'])
    }
    expect(await (await owner.get('/site')).json()).toMatchObject({ name: 'Website' })
  })

  test('that the session has left tells an open page no more news', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const lead = await addLead(studio.deps, { workspace_id: studio.workspaceId, name: 'Ingrid Vik' })
    const response = await owner.get(`/leads/stream?workspace=${studio.workspaceId}`)
    await made(owner, 'Second')

    studio.deps.live.publish(studio.workspaceId, { type: 'lead', lead, change: 'updated' })

    // It ends, and never said anything but when to come back.
    expect(await response.text()).toBe('retry: 2000\n\n')
  })

  test('whose member is taken out lets them land in another of theirs, at once', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const bob = await studio.member('sales')
    const { email } = (await meOf(bob)).user
    const second = await made(owner, 'Second')
    await bringIn(owner, bob, 'viewer')
    expect((await meOf(bob)).workspace.id).toBe(second)

    await takeOut(owner, email)

    expect(await meOf(bob)).toMatchObject({ workspace: { id: studio.workspaceId }, role: 'sales' })
    await owner.post(`/workspaces/${studio.workspaceId}/enter`)
    await takeOut(owner, email)
    const nowhere = await bob.get('/me')
    expect([nowhere.status, await codeOf(nowhere)]).toEqual([403, 'no_workspace'])

    // Invited again, they are in at once.
    await (async () => {
      const { link } = (await (await owner.post('/invitations', { email, role: 'sales' })).json()) as { link: string }
      expect((await bob.post('/join', { token: new URL(link).hash.replace('#token=', '') })).status).toBe(200)
    })()
    expect(await meOf(bob)).toMatchObject({ workspace: { id: studio.workspaceId }, role: 'sales' })
  })

  test('is renamed by owners, with a sender for its mails', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const settings = { name: 'Tallybarn', mailName: 'Tallybarn sales', replyTo: 'sales@tallybarn.example' }

    expect((await owner.put('/workspace', settings)).status).toBe(200)

    expect(await (await owner.get('/workspace')).json()).toEqual({ ...settings, sender: null })
    expect((await meOf(owner)).workspace.name).toBe('Tallybarn')
    for (const bad of [
      { ...settings, name: ' ' },
      { ...settings, replyTo: 'x@y.example\r\nBcc: z@y.example' },
      { ...settings, owner: 'x' },
    ]) {
      expect((await owner.put('/workspace', bad)).status).toBe(422)
    }
    expect((await (await studio.member('marketer')).put('/workspace', settings)).status).toBe(403)
  })
})

describeOnBoth('mails of a workspace', openTestStore => {
  test('are from the name it chose; those of another are as the installation says', async () => {
    const sink = await createMailSink()
    const studio = await setUpStudio(await openTestStore(), { smtpUrl: sink.smtpUrl })
    const owner = await studio.member('owner')
    const settings = { name: 'Tallybarn', mailName: 'Tallybarn, sales', replyTo: 'sales@tallybarn.example' }
    await owner.put('/workspace', settings)

    await owner.post('/invitations', { email: 'bob@x.example', role: 'viewer' })
    await made(owner, 'Nordvik')
    await owner.post('/invitations', { email: 'ann@x.example', role: 'viewer' })

    const [toAnn, toBob] = sink.messages()
    expect(toBob?.from).toBe('"Tallybarn, sales" <parley@tallybarn.example>')
    expect(toAnn?.from).toBe('"Parley" <parley@tallybarn.example>')
    await sink.close()
  })
})
