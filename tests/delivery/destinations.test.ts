import { expect, it } from 'vitest'
import {
  createDestination,
  type DestinationChange,
  deleteDestination,
  findDestination,
  updateDestination,
} from '#server/delivery/save-destination.ts'
import { createSealer, destinationBond } from '#server/delivery/seal.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type DeliverySetup, setUpDelivery, WORKSPACE } from './setup.ts'

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

describeOnBoth('a destination', openTestStore => {
  it('gets a signing secret, shown once and sealed at rest', async () => {
    const setup = await setUp()
    const saved = await create(setup, { url: 'https://hooks.example/a' })
    if (!saved.ok) throw new Error('refused')
    expect(saved.newSecret).toMatch(/^whsec_/)
    const row = await findDestination(setup.store.db, { workspaceId: WORKSPACE, id: saved.id })
    expect(row).toMatchObject({ enabled: 1, disabled_reason: null, name: 'CRM', connector: 'webhook' })
    expect(JSON.stringify(row)).not.toContain(saved.newSecret?.slice(6))
    expect(open(setup, saved.id, row?.secret_sealed)).toBe(saved.newSecret)
  })

  it('keeps a secret it is given and does not show it again', async () => {
    const setup = await setUp()
    const saved = await create(setup, { url: 'https://hooks.example/a' }, SECRET)
    expect(saved).toEqual({ ok: true, id: expect.any(String) })
  })

  it.for([
    ['http://hooks.example/', 'scheme_refused'],
    ['https://127.0.0.1/', 'address_refused'],
    ['https://localhost/', 'name_refused'],
    ['https://hooks.example:8443/', 'port_refused'],
    ['https://u:p@hooks.example/', 'userinfo_refused'],
    ['hooks.example', 'url_invalid'],
  ])('at %s is refused with %s', async ([url, code]) => {
    const setup = await setUp()
    const error = { pointer: '/settings/url', code, message: expect.stringMatching(/\.$/) }
    expect(await create(setup, { url })).toEqual({ ok: false, code: 'destination_refused', errors: [error] })
    expect(await setup.store.db.selectFrom('destinations').selectAll().execute()).toEqual([])
  })

  it.for([
    [{}, '/settings/url'],
    [{ url: 7 }, '/settings/url'],
    [{ url: 'https://hooks.example/', headers: { 'metadata-flavor': 'Google' } }, '/settings'],
    [null, '/settings'],
    ['https://hooks.example/', '/settings'],
  ] as const)('with the settings %j is refused at %s', async ([settings, pointer]) => {
    const result = await create(await setUp(), settings)
    expect(result).toMatchObject({ ok: false, code: 'invalid_body', errors: [{ pointer }] })
  })

  it('with a secret of the wrong form is refused', async () => {
    const result = await create(await setUp(), { url: 'https://hooks.example/' }, 'hunter2')
    expect(result).toMatchObject({ ok: false, code: 'invalid_body', errors: [{ pointer: '/secret' }] })
  })

  it('of a kind that does not exist is refused', async () => {
    const { store, deps } = await setUp()
    const input = { workspaceId: WORKSPACE, connector: 'constructor', name: 'x', settings: {} }
    const result = await store.write(trx => createDestination(trx, deps, input))
    expect(result).toMatchObject({ ok: false, errors: [{ pointer: '/connector', code: 'unknown_connector' }] })
  })

  it('keeps its secret when the path changes', async () => {
    const setup = await setUp()
    const { id } = await created(setup)
    expect(await change(setup, { id, settings: { url: 'https://hooks.example/b' } })).toEqual({ ok: true, id })
    expect(await secretOf(setup, id)).toBe(SECRET)
  })

  it.for(['https://evil.example/a', 'https://hooks.example.evil.example/a', 'https://api.hooks.example/a'])(
    'loses its secret when its address becomes %s',
    async url => {
      const setup = await setUp()
      const { id } = await created(setup)
      const result = await change(setup, { id, settings: { url } })
      expect(result).toEqual({ ok: true, id, newSecret: expect.stringMatching(/^whsec_/) })
      expect(await secretOf(setup, id)).not.toBe(SECRET)
    },
  )

  it('takes a new secret, or makes one when the old is cleared', async () => {
    const setup = await setUp()
    const { id } = await created(setup)
    const other = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
    expect(await change(setup, { id, secret: other })).toEqual({ ok: true, id })
    expect(await secretOf(setup, id)).toBe(other)
    const cleared = await change(setup, { id, secret: null })
    expect(cleared).toMatchObject({ ok: true, newSecret: expect.stringMatching(/^whsec_/) })
    expect(await secretOf(setup, id)).not.toBe(other)
  })

  it('is switched off and on, and forgets why it was off', async () => {
    const setup = await setUp()
    const { id } = await created(setup)
    await change(setup, { id, enabled: false })
    expect(await read(setup, id)).toMatchObject({ enabled: 0, disabled_reason: 'operator' })
    await change(setup, { id, enabled: true })
    expect(await read(setup, id)).toMatchObject({ enabled: 1, disabled_reason: null })
  })

  it('of another workspace is not there', async () => {
    const setup = await setUp()
    const { id } = await created(setup)
    const key = { workspaceId: 'workspace-b', id }
    expect(await change(setup, key)).toEqual({ ok: false, code: 'not_found', errors: [] })
    expect(await setup.store.write(trx => deleteDestination(trx, key))).toBe(false)
    expect(await findDestination(setup.store.db, key)).toBeUndefined()
    expect(await secretOf(setup, id)).toBe(SECRET)
  })

  it('that is removed cancels what waited for it', async () => {
    const setup = await setUp()
    const { id } = await created(setup)
    const other = await setup.addWebhook('https://hooks.example/other')
    await setup.enqueue('lead-1')
    expect(await setup.store.write(trx => deleteDestination(trx, { workspaceId: WORKSPACE, id }))).toBe(true)
    const rows = await setup.deliveries()
    expect(rows.map(row => [row.destination_id, row.status])).toEqual([
      [id, 'cancelled'],
      [other.id, 'pending'],
    ])
  })

  async function setUp(): Promise<DeliverySetup> {
    return setUpDelivery(await openTestStore())
  }
})

function create({ store, deps }: DeliverySetup, settings: unknown, secret?: string) {
  const input = { workspaceId: WORKSPACE, connector: 'webhook', name: 'CRM', settings, secret }
  return store.write(trx => createDestination(trx, deps, input))
}

async function created(setup: DeliverySetup): Promise<{ id: string }> {
  const saved = await create(setup, { url: 'https://hooks.example/a' }, SECRET)
  if (!saved.ok) throw new Error('refused')
  return saved
}

function change({ store, deps }: DeliverySetup, input: Partial<DestinationChange> & { id: string }) {
  const settings = { url: 'https://hooks.example/a' }
  const whole = { workspaceId: WORKSPACE, name: 'CRM', settings, enabled: true, ...input }
  return store.write(trx => updateDestination(trx, deps, whole))
}

function read({ store }: DeliverySetup, id: string) {
  return findDestination(store.db, { workspaceId: WORKSPACE, id })
}

async function secretOf(setup: DeliverySetup, id: string): Promise<string | null> {
  return open(setup, id, (await read(setup, id))?.secret_sealed)
}

function open({ deps }: DeliverySetup, id: string, sealed: string | null | undefined): string | null {
  const sealer = createSealer({ secret: deps.config.secret, randomBytes: deps.randomBytes })
  return sealer.open(sealed ?? '', destinationBond(WORKSPACE, id))
}
