import { expect, it } from 'vitest'
import { enqueueDeliveries } from '#server/delivery/enqueue.ts'
import { createDestination, deleteDestination, updateDestination } from '#server/delivery/save-destination.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { sample, setUpDelivery, WORKSPACE } from './setup.ts'

const ALLOW = ['127.0.0.1:9']
const URL = 'http://127.0.0.1:9/hook'

describeOnBoth('enqueueing', openTestStore => {
  it('writes one delivery for each destination of the workspace that is switched on', async () => {
    const { addWebhook, enqueue, deliveries, store, deps } = await setUp()
    const first = await addWebhook(URL)
    const second = await addWebhook(URL)
    const off = await addWebhook(URL)
    await addWebhook(URL, 'workspace-b')
    await store.db.updateTable('destinations').set({ enabled: 0 }).where('id', '=', off.id).execute()

    expect(await enqueue('lead-1')).toBe(2)
    const rows = await deliveries()
    expect(rows.map(row => row.destination_id)).toEqual([first.id, second.id])
    expect(rows[0]).toMatchObject({
      workspace_id: WORKSPACE,
      lead_id: 'lead-1',
      event: 'lead.qualified',
      payload_json: JSON.stringify(sample('lead-1')),
      status: 'pending',
      attempts: 0,
      next_at: deps.now(),
    })
  })

  it('of the same lead and event again adds nothing, of an update it does', async () => {
    const { addWebhook, enqueue } = await setUp()
    await addWebhook(URL)
    expect(await enqueue('lead-1')).toBe(1)
    expect(await enqueue('lead-1')).toBe(0)
    expect(await enqueue('lead-2')).toBe(1)
    expect(await enqueue('lead-1', { event: 'lead.captured' })).toBe(1)
    expect(await enqueue('lead-1', { event: 'lead.updated' })).toBe(1)
    expect(await enqueue('lead-1', { event: 'lead.updated' })).toBe(1)
  })

  it('reaches a destination that was added since', async () => {
    const { addWebhook, enqueue, deliveries } = await setUp()
    await addWebhook(URL)
    await enqueue('lead-1')
    const late = await addWebhook(URL)
    expect(await enqueue('lead-1')).toBe(1)
    expect((await deliveries()).at(-1)).toMatchObject({ destination_id: late.id })
  })

  it('reaches one that was switched off or removed since no longer, and one switched on again', async () => {
    const { addWebhook, enqueue, store, deps } = await setUp()
    const { id } = await addWebhook(URL)
    const change = { workspaceId: WORKSPACE, id, name: 'CRM', settings: { url: URL } }
    expect(await enqueue('lead-1')).toBe(1)
    await store.write(trx => updateDestination(trx, deps, { ...change, enabled: false }))
    expect(await enqueue('lead-2')).toBe(0)
    await store.write(trx => updateDestination(trx, deps, { ...change, enabled: true }))
    expect(await enqueue('lead-3')).toBe(1)
    await store.write(trx => deleteDestination(trx, { workspaceId: WORKSPACE, id }))
    expect(await enqueue('lead-4')).toBe(0)
  })

  it('leaves no row when the unit around it fails', async () => {
    const { addWebhook, deliveries, store, deps } = await setUp()
    await addWebhook(URL)
    const unit = store.write(async trx => {
      const input = { workspaceId: WORKSPACE, leadId: 'lead-1', event: 'lead.qualified', payload: {} } as const
      expect(await enqueueDeliveries(trx, deps, input)).toBe(1)
      throw new Error('the lead was refused')
    })
    await expect(unit).rejects.toThrow('the lead was refused')
    expect(await deliveries()).toEqual([])
  })

  it.for([
    ['hot', 'lead.qualified', 'hot', 1],
    ['hot', 'lead.qualified', 'warm', 0],
    ['qualified', 'lead.qualified', 'warm', 1],
    ['qualified', 'lead.captured', 'hot', 0],
    ['every', 'lead.captured', 'cold', 1],
    ['every', 'lead.updated', 'hot', 0],
  ] as const)('for people who want %s leads: %s of a %s lead makes %i', async ([leads, event, temperature, count]) => {
    const { enqueue, store, deps } = await setUp()
    const settings = { to: ['sales@tallybarn.example'], leads }
    await store.write(trx =>
      createDestination(trx, deps, { workspaceId: WORKSPACE, connector: 'email', name: 'Sales', settings }),
    )
    expect(await enqueue('lead-1', { event, payload: { lead: { id: 'lead-1', temperature } } })).toBe(count)
  })

  async function setUp() {
    return setUpDelivery(await openTestStore(), { allow: ALLOW })
  }
})
