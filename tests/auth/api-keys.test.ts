import { expect, it } from 'vitest'
import { codeOf, setUpStudio } from '#tests/studio-api/setup.ts'
import { describeOnBoth } from '#tests/support/databases.ts'

describeOnBoth('API keys', openTestStore => {
  it('are shown once, kept as a hash, used until revoked, and open their own workspace only', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    const made = await owner.post('/api-keys', { name: 'Mailer', scopes: ['events:write'] })
    expect(made.status).toBe(201)
    const { id, secret, prefix } = (await made.json()) as { id: string; secret: string; prefix: string }
    expect(secret.startsWith(prefix)).toBe(true)
    const stored = JSON.stringify(await studio.deps.store.db.selectFrom('api_keys').selectAll().execute())
    expect(stored).not.toContain(secret)
    expect(await (await owner.get('/api-keys')).text()).not.toContain(secret)

    const use = async () => {
      const response = await studio.app.request('/v1/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
        body: JSON.stringify({ events: [{ id: 'e1', type: 'email_opened', email: 'ida@x.example' }] }),
      })
      return response.status
    }
    expect(await use()).toBe(200)
    const events = await studio.deps.store.db.selectFrom('activity_events').select('workspace_id').execute()
    expect(events).toEqual([{ workspace_id: studio.workspaceId }])
    const [row] = (await (await owner.get('/api-keys')).json()) as { lastUsedAt: number | null }[]
    expect(row?.lastUsedAt).toBe(studio.deps.now())

    const foreigner = await studio.member('owner', await studio.otherWorkspace())
    expect(await codeOf(await foreigner.delete(`/api-keys/${id}`))).toBe('not_found')
    expect(await (await foreigner.get('/api-keys')).json()).toEqual([])
    expect((await owner.delete(`/api-keys/${id}`)).status).toBe(200)
    expect(await use()).toBe(401)
  })

  it('need a name and a scope that there is', async () => {
    const studio = await setUpStudio(await openTestStore())
    const owner = await studio.member('owner')
    for (const bad of [
      { name: '', scopes: ['events:write'] },
      { name: 'x', scopes: [] },
      { name: 'x', scopes: ['all'] },
    ]) {
      expect((await owner.post('/api-keys', bad)).status).toBe(422)
    }
  })
})
