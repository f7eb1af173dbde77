import { expect, test } from 'vitest'
import type { Problem } from '#flows/api.ts'
import type { ConnectorInfo, Destination, SavedDestination, SiteSettings } from '#server/http/api-type.ts'
import { loadSite } from '#server/publishing/live.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { addLead } from './leads.ts'
import { type Client, codeOf, setUpStudio } from './setup.ts'

const WEBHOOK = { connector: 'webhook', name: 'CRM', settings: { url: 'https://crm.example/leads' } }

async function addWebhook(client: Client): Promise<SavedDestination> {
  const response = await client.post('/destinations', WEBHOOK)
  expect(response.status).toBe(201)
  return (await response.json()) as SavedDestination
}

describeOnBoth('the site', openTestStore => {
  test('gives the exact tag and policy, and takes new origins at once', async () => {
    const studio = await setUpStudio(await openTestStore(), { publicUrl: 'https://parley.example' })
    const client = await studio.member('marketer')
    const site = (await (await client.get('/site')).json()) as SiteSettings
    expect(site.tag).toBe(`<script async src="https://parley.example/w/${site.key}.js"></script>`)
    expect(site.csp).toContainEqual({ directive: 'script-src', source: 'https://parley.example' })
    const { db } = studio.deps.store
    expect((await loadSite(db, site.key))?.origins).toEqual([])

    const origins = ['https://tallybarn.example/', 'https://www.tallybarn.example', 'https://tallybarn.example']
    const saved = await client.put('/site', { name: 'Tallybarn', origins, consent: 'required' })

    expect(await saved.json()).toMatchObject({
      key: site.key,
      name: 'Tallybarn',
      origins: ['https://tallybarn.example', 'https://www.tallybarn.example'],
      consent: 'required',
    })
    expect((await loadSite(db, site.key))?.origins).toHaveLength(2)
  })

  test('refuses what is not an origin, with a pointer', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')

    const origins = ['https://tallybarn.example', 'http://tallybarn.example']
    const refused = await client.put('/site', { name: 'X', origins, consent: 'required' })

    expect(refused.status).toBe(422)
    expect(((await refused.json()) as Problem).errors).toMatchObject([{ pointer: '/origins/1' }])
  })
})

describeOnBoth('destinations', openTestStore => {
  test('each kind gives its form as JSON schema', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')

    const connectors = (await (await client.get('/connectors')).json()) as ConnectorInfo[]

    expect(connectors.map(({ id }) => id)).toEqual(['webhook', 'email'])
    for (const { settings } of connectors)
      expect(settings).toMatchObject({ type: 'object', additionalProperties: false })
    expect(connectors[0]?.secret).toEqual({ label: 'Signing secret', generated: true })
  })

  test('a secret is shown once, when it is made, and kept sealed', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')

    const made = await addWebhook(client)

    expect(made).toMatchObject({ name: 'CRM', hasSecret: true, enabled: true, deliveries: { pending: 0 } })
    expect(made.newSecret).toMatch(/^whsec_/)
    const listed = await (await client.get('/destinations')).text()
    expect(listed).not.toContain(made.newSecret)
    const row = await studio.deps.store.db.selectFrom('destinations').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain(made.newSecret)
  })

  test('changing the host clears the stored secret', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const { id } = await addWebhook(client)
    const save = async (url: string) =>
      (await (
        await client.put(`/destinations/${id}`, { name: 'CRM', settings: { url }, enabled: true })
      ).json()) as SavedDestination

    expect(await save('https://crm.example/other')).not.toHaveProperty('newSecret')
    expect((await save('https://evil.example/leads')).newSecret).toMatch(/^whsec_/)
  })

  test('private addresses, odd settings and unknown kinds are refused with pointers', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')

    for (const [body, code, pointer] of [
      [{ ...WEBHOOK, settings: { url: 'https://169.254.169.254/' } }, 'destination_refused', '/settings/url'],
      [{ ...WEBHOOK, settings: { url: 'https://crm.example/', extra: 1 } }, 'invalid_body', '/settings'],
      [{ ...WEBHOOK, connector: 'fax' }, 'invalid_body', '/connector'],
      [{ ...WEBHOOK, secret: 'short' }, 'invalid_body', '/secret'],
      [{ ...WEBHOOK, enabled: true }, 'invalid_body', '/enabled'],
    ] as const) {
      const refused = await client.post('/destinations', body)
      const problem = (await refused.json()) as Problem
      expect([refused.status, problem.code, problem.errors?.[0]?.pointer]).toEqual([422, code, pointer])
    }
    expect(await (await client.get('/destinations')).json()).toEqual([])
  })

  test('a test says in words what became of it', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const { id } = await addWebhook(client)

    const result = await (await client.post(`/destinations/${id}/test`)).json()

    expect(result).toMatchObject({ ok: false, status: null, detail: 'The name of the server could not be found.' })
  })

  test('a dead delivery is listed with its last answer and can be sent again; a removed destination cancels', async () => {
    const studio = await setUpStudio(await openTestStore())
    const client = await studio.member('owner')
    const { id: destination_id } = await addWebhook(client)
    const { deps, workspaceId: workspace_id } = studio
    const lead_id = await addLead(deps, { workspace_id })
    const id = deps.newId()
    await deps.store.write(async trx => {
      await trx
        .insertInto('deliveries')
        .values({
          workspace_id,
          id,
          lead_id,
          destination_id,
          event: 'lead.qualified',
          payload_json: '{}',
          status: 'dead',
          attempts: 2,
          next_at: 0,
          leased_until: 0,
          leased_by: null,
          created_at: deps.now(),
          delivered_at: null,
        })
        .execute()
      for (const number of [1, 2]) {
        await trx
          .insertInto('delivery_attempts')
          .values({
            workspace_id,
            delivery_id: id,
            number,
            at: number,
            took_ms: 5,
            ok: 0,
            status: 499 + number,
            error: 'server_failed',
            response: '<script>alert(1)</script>',
          })
          .execute()
      }
    })

    expect(await (await client.get('/deliveries?status=dead')).json()).toMatchObject([
      {
        id,
        lead: { id: lead_id, name: 'Ingrid Vik' },
        destination: { name: 'CRM' },
        lastAttempt: { status: 501, response: '<script>alert(1)</script>' },
      },
    ])
    expect(await (await client.post(`/deliveries/${id}/replay`)).json()).toMatchObject({ status: 'pending' })
    const twice = await client.post(`/deliveries/${id}/replay`)
    expect([twice.status, await codeOf(twice)]).toEqual([409, 'conflict'])

    expect((await client.delete(`/destinations/${destination_id}`)).status).toBe(200)
    expect(await (await client.get('/deliveries')).json()).toMatchObject([
      { status: 'cancelled', destination: { name: 'Removed destination' } },
    ])
    expect((await (await client.get('/destinations')).json()) as Destination[]).toEqual([])
  })
})
