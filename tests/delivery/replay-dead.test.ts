import { expect, it } from 'vitest'
import { replayDead } from '#server/delivery/replay-dead.ts'
import { deleteDestination } from '#server/delivery/save-destination.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type DeliverySetup, setUpDelivery, WORKSPACE } from './setup.ts'
import { answerStatus, openSink } from './sink.ts'

describeOnBoth('a dead letter', openTestStore => {
  it('is replayed with the same id and body, its attempts counted on', async () => {
    const { setup, sink } = await setUpDead('lead-1')
    const [dead] = await setup.deliveries()
    sink.answerWith(answerStatus(204))

    expect(await replay(setup, { delivery: dead?.id ?? '' })).toBe(1)
    expect(await setup.deliveries()).toMatchObject([{ status: 'pending', attempts: 0, next_at: setup.deps.now() }])
    expect(await setup.startWorker().runOnce()).toBe(1)

    expect(await setup.deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }])
    expect((await setup.attempts()).map(attempt => attempt.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    expect(new Set(sink.received.map(request => request.headers['webhook-id']))).toEqual(new Set([dead?.id]))
    expect(new Set(sink.received.map(request => request.body)).size).toBe(1)
  })

  it('is replayed together with all others of its destination', async () => {
    const { setup, id } = await setUpDead('lead-1', 'lead-2', 'lead-3')
    expect(await replay(setup, { destination: id })).toBe(3)
    expect((await setup.deliveries()).map(row => row.status)).toEqual(['pending', 'pending', 'pending'])
  })

  it('is not replayed from another workspace, nor when it is not dead, nor without its destination', async () => {
    const { setup, sink, id } = await setUpDead('lead-1')
    const [dead] = await setup.deliveries()
    const of = { delivery: dead?.id ?? '' }
    expect(await replay(setup, of, 'workspace-b')).toBe(0)
    expect(await replay(setup, { delivery: 'missing' })).toBe(0)
    sink.answerWith(answerStatus(204))
    await replay(setup, of)
    expect(await replay(setup, of)).toBe(0)
    await setup.startWorker().runOnce()
    expect(await replay(setup, of)).toBe(0)
    await setup.enqueue('lead-2')
    await setup.store.write(trx => deleteDestination(trx, { workspaceId: WORKSPACE, id }))
    const [, cancelled] = await setup.deliveries()
    expect(cancelled?.status).toBe('cancelled')
    expect(await replay(setup, { delivery: cancelled?.id ?? '' })).toBe(0)
  })

  /** With a destination that refused each of these leads ten times. */
  async function setUpDead(...leads: string[]) {
    const sink = await openSink(answerStatus(500))
    const setup = setUpDelivery(await openTestStore(), { allow: [sink.host] })
    const { id } = await setup.addWebhook(sink.url)
    for (const lead of leads) await setup.enqueue(lead)
    const worker = setup.startWorker()
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await worker.runOnce()
      setup.pass(30 * 3_600_000)
    }
    expect((await setup.deliveries()).map(row => row.status)).toEqual(leads.map(() => 'dead'))
    return { setup, sink, id }
  }
})

function replay({ store, deps }: DeliverySetup, of: Parameters<typeof replayDead>[2]['of'], workspaceId = WORKSPACE) {
  return store.write(trx => replayDead(trx, deps, { workspaceId, of }))
}
