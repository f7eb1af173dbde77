import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { describeOnBoth } from '#tests/support/databases.ts'
import { type DeliverySetup, setUpDelivery, WORKSPACE } from './setup.ts'
import { answerStatus, openSink } from './sink.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

describeOnBoth('the delivery worker', openTestStore => {
  it('posts a signed event and marks it delivered', async () => {
    const sink = await openSink(answerStatus(200, {}, 'thanks'))
    const { addWebhook, enqueue, startWorker, deliveries, attempts, deps } = await setUp(sink.host)
    const { secret } = await addWebhook(sink.url)
    await enqueue('lead-1')

    expect(await startWorker().runOnce()).toBe(1)

    const [row] = await deliveries()
    expect(row).toMatchObject({ status: 'delivered', attempts: 1, delivered_at: deps.now(), leased_until: 0 })
    expect(await attempts()).toMatchObject([
      { delivery_id: row?.id, number: 1, ok: 1, status: 200, error: null, response: 'thanks', took_ms: 0 },
    ])
    const [request] = sink.received
    expect(request?.headers).toMatchObject({
      'webhook-id': row?.id,
      'webhook-timestamp': String(deps.now() / 1000),
      'content-type': 'application/json',
      'user-agent': 'Parley',
    })
    expect(JSON.parse(request?.body ?? '')).toEqual({
      type: 'lead.qualified',
      timestamp: new Date(deps.now()).toISOString(),
      data: JSON.parse(row?.payload_json ?? ''),
    })
    const signature = new Webhook(secret).sign(row?.id ?? '', new Date(deps.now()), request?.body ?? '')
    expect(request?.headers['webhook-signature']).toBe(signature)
  })

  it('tries again by the schedule, with the same id and body, until the answer is good', async () => {
    const sink = await openSink(answerStatus(500, {}, 'no'))
    const { addWebhook, enqueue, startWorker, deliveries, attempts, pass } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    const worker = startWorker()

    expect(await worker.runOnce()).toBe(1)
    expect(await worker.runOnce()).toBe(0)
    pass(4 * SECOND)
    expect(await worker.runOnce()).toBe(0)
    pass(3 * SECOND)
    expect(await worker.runOnce()).toBe(1)
    sink.answerWith(answerStatus(204))
    pass(HOUR)
    expect(await worker.runOnce()).toBe(1)

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 3 }])
    expect(await attempts()).toMatchObject([
      { number: 1, ok: 0, status: 500, error: 'server_failed', response: 'no' },
      { number: 2, ok: 0, status: 500, error: 'server_failed' },
      { number: 3, ok: 1, status: 204, error: null },
    ])
    expect(new Set(sink.received.map(request => request.headers['webhook-id'])).size).toBe(1)
    expect(new Set(sink.received.map(request => request.body)).size).toBe(1)
    expect(new Set(sink.received.map(request => request.headers['webhook-timestamp'])).size).toBe(3)
  })

  it('keeps what failed ten times as a dead letter', async () => {
    const sink = await openSink(answerStatus(404))
    const { addWebhook, enqueue, startWorker, deliveries, attempts, pass } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    const worker = startWorker()
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await worker.runOnce()
      pass(30 * HOUR)
    }
    expect(await deliveries()).toMatchObject([{ status: 'dead', attempts: 10 }])
    const kept = await attempts()
    expect(kept.map(attempt => attempt.number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(kept[0]).toMatchObject({ status: 404, error: 'refused' })
    expect(sink.received).toHaveLength(10)
  })

  it('leaves a destination alone for as long as it asks', async () => {
    const sink = await openSink(answerStatus(429, { 'retry-after': '120' }))
    const { addWebhook, enqueue, startWorker, attempts, pass } = await setUp(sink.host)
    await addWebhook(sink.url)
    for (const lead of ['lead-1', 'lead-2', 'lead-3', 'lead-4', 'lead-5', 'lead-6']) await enqueue(lead)
    const worker = startWorker()

    await worker.runOnce()
    // Those on their way when the first answer came; the rest of the queue is held back.
    const before = sink.received.length
    expect(before).toBeLessThanOrEqual(4)
    pass(119 * SECOND)
    expect(await worker.runOnce()).toBe(0)
    sink.answerWith(answerStatus(204))
    pass(26 * SECOND)
    expect(await worker.runOnce()).toBe(6)
    expect((await attempts()).filter(attempt => attempt.error === 'throttled')).toHaveLength(before)
  })

  it('switches a destination off that answers 410 and keeps its queue', async () => {
    const sink = await openSink(answerStatus(410))
    const { addWebhook, enqueue, startWorker, deliveries, store, pass } = await setUp(sink.host)
    const { id } = await addWebhook(sink.url)
    await enqueue('lead-1')
    const worker = startWorker()
    await worker.runOnce()
    const [destination] = await store.db.selectFrom('destinations').selectAll().execute()
    expect(destination).toMatchObject({ id, enabled: 0, disabled_reason: 'gone' })
    expect(await deliveries()).toMatchObject([{ status: 'dead' }])

    expect(await enqueue('lead-2')).toBe(0)
    pass(100 * HOUR)
    expect(await worker.runOnce()).toBe(0)
    expect(sink.received).toHaveLength(1)
  })

  it('does not follow a redirect, and says so', async () => {
    const target = await openSink()
    const sink = await openSink(answerStatus(307, { location: target.url }))
    const { addWebhook, enqueue, startWorker, attempts } = await setUp(sink.host, target.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    await startWorker().runOnce()
    expect(await attempts()).toMatchObject([{ ok: 0, status: 307, error: 'redirected' }])
    expect(target.received).toEqual([])
  })

  it('keeps the first 2 KiB of an answer, cut between characters and without NUL', async () => {
    const sink = await openSink(answerStatus(500, {}, `\0<b>${'€'.repeat(3000)}`))
    const { addWebhook, enqueue, startWorker, attempts } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    await startWorker().runOnce()
    const [attempt] = await attempts()
    expect(attempt?.response).toMatch(/^<b>€+$/)
    expect(Buffer.byteLength(attempt?.response ?? '')).toBeLessThanOrEqual(2048)
    expect(Buffer.byteLength(attempt?.response ?? '')).toBeGreaterThan(2040)
  })

  it('delivers to a healthy destination while another hangs with a backlog', async () => {
    const hanging = await openSink(() => {})
    const healthy = await openSink()
    const { addWebhook, enqueue, startWorker, deliveries } = await setUp(hanging.host, healthy.host)
    const dead = await addWebhook(hanging.url)
    for (let lead = 0; lead < 40; lead += 1) await enqueue(`early-${lead}`)
    await addWebhook(healthy.url)
    for (let lead = 0; lead < 40; lead += 1) await enqueue(`late-${lead}`)

    const worker = startWorker()
    worker.wake()
    await healthy.until(40)

    // All of the healthy one's deliveries went out while the other one's first had not come back.
    const rows = await deliveries()
    expect(rows.filter(row => row.destination_id === dead.id && row.status === 'delivered')).toEqual([])
    expect(hanging.received.length).toBeLessThanOrEqual(4)
    hanging.release()
  })

  it('gives many dead destinations no more than their share of the room', async () => {
    const hanging = await openSink(answerStatus(503))
    const healthy = await openSink()
    const { addWebhook, enqueue, startWorker, pass } = await setUp(hanging.host, healthy.host)
    for (let count = 0; count < 40; count += 1) await addWebhook(`${hanging.url}/${count}`)
    await enqueue('lead-1')
    const worker = startWorker()
    await worker.runOnce()

    hanging.answerWith(() => {})
    pass(7 * SECOND)
    await addWebhook(healthy.url)
    for (let lead = 2; lead < 12; lead += 1) await enqueue(`lead-${lead}`)
    worker.wake()
    await healthy.until(10)
    expect(hanging.received.length - 40).toBeLessThanOrEqual(24)
    hanging.release()
  })

  it('of a crashed process is replaced: its deliveries go out once the lease has run out, with the same id', async () => {
    const sink = await openSink(() => {})
    const { addWebhook, enqueue, startWorker, deliveries, attempts, pass } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    // It has sent the request and never gets to write down what came of it.
    startWorker().wake()
    await sink.until(1)

    const second = startWorker()
    expect(await second.runOnce()).toBe(0)
    sink.answerWith(answerStatus(204))
    pass(58 * SECOND)
    expect(await second.runOnce()).toBe(1)

    expect(await deliveries()).toMatchObject([{ status: 'delivered', attempts: 1 }])
    expect(await attempts()).toHaveLength(1)
    const [first, again] = sink.received
    expect(again?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    sink.release()
  })

  it('does not write down a failure once another worker has the delivery', async () => {
    const sink = await openSink(() => {})
    const { addWebhook, enqueue, startWorker, deliveries, attempts, pass } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    const first = startWorker()
    first.wake()
    await sink.until(1)
    pass(50 * SECOND)
    const second = startWorker()
    second.wake()
    await sink.until(2)

    sink.release()
    await Promise.all([first.stop(), second.stop()])
    expect(await attempts()).toHaveLength(1)
    expect(await deliveries()).toMatchObject([{ status: 'pending', attempts: 1 }])
  })

  it('does not lease again what it is still sending, though the clock jumped', async () => {
    const sink = await openSink(() => {})
    const { addWebhook, enqueue, startWorker, pass } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    const worker = startWorker()
    worker.wake()
    await sink.until(1)
    pass(24 * HOUR)
    await enqueue('lead-2')
    worker.wake()
    await sink.until(2)
    expect(new Set(sink.received.map(request => request.headers['webhook-id'])).size).toBe(2)
    sink.release()
  })

  it('shares its deliveries with a second one: each goes out once', async () => {
    const sink = await openSink()
    const setup = await setUp(sink.host)
    const ids = await fill(setup, sink.url, 150)
    const workers = [setup.startWorker(), setup.startWorker(), setup.startWorker()]
    const counts = await Promise.all(workers.map(worker => worker.runOnce()))
    expect(counts.reduce((sum, count) => sum + count)).toBe(150)
    expect(sink.received.map(request => request.headers['webhook-id']).sort()).toEqual(ids)
    expect(await setup.attempts()).toHaveLength(150)
    const delivered = (await setup.deliveries()).filter(row => row.status === 'delivered' && row.attempts === 1)
    expect(delivered).toHaveLength(150)
  })

  it('starts by itself, and looks again every two seconds', async () => {
    const sink = await openSink()
    const { addWebhook, enqueue, startWorker } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    const planned: { ms: number; act: () => void }[] = []
    startWorker((ms, act) => {
      planned.push({ ms, act })
      return () => {}
    })
    expect(planned.map(plan => plan.ms)).toEqual([0])
    planned[0]?.act()
    await sink.until(1)
    await enqueue('lead-2')
    expect(planned.map(plan => plan.ms)).toEqual([0, 2_000])
    planned[1]?.act()
    await sink.until(2)
  })

  it('that is stopped lets what is on its way arrive, and takes nothing new', async () => {
    const sink = await openSink(() => {})
    const { addWebhook, enqueue, startWorker, deliveries } = await setUp(sink.host)
    await addWebhook(sink.url)
    for (let lead = 0; lead < 6; lead += 1) await enqueue(`lead-${lead}`)
    const worker = startWorker()
    worker.wake()
    await sink.until(4)
    const stopped = worker.stop()
    sink.release(answerStatus(204))
    await stopped
    worker.wake()
    const rows = await deliveries()
    expect(rows.filter(row => row.status === 'delivered')).toHaveLength(4)
    expect(rows.filter(row => row.status === 'pending' && row.leased_by === null)).toHaveLength(2)
    expect(sink.received).toHaveLength(4)
  })

  it('that is stopped waits 25 s at most', async () => {
    const sink = await openSink(() => {})
    const { addWebhook, enqueue, startWorker } = await setUp(sink.host)
    await addWebhook(sink.url)
    await enqueue('lead-1')
    const planned: { ms: number; act: () => void }[] = []
    const planning = Promise.withResolvers<void>()
    const worker = startWorker((ms, act) => {
      planned.push({ ms, act })
      if (ms === 25_000) planning.resolve()
      return () => {}
    })
    worker.wake()
    await sink.until(1)
    const stopped = worker.stop()
    await planning.promise
    planned.at(-1)?.act()
    await stopped
    sink.release()
  })

  it('reports settings and secrets that no longer hold instead of dropping the delivery', async () => {
    const sink = await openSink()
    const { addWebhook, enqueue, startWorker, attempts, store } = await setUp(sink.host)
    const broken = await addWebhook(sink.url)
    const foreign = await addWebhook(sink.url)
    await store.db.updateTable('destinations').set({ settings_json: '{}' }).where('id', '=', broken.id).execute()
    const { secret_sealed } = await store.db
      .selectFrom('destinations')
      .select('secret_sealed')
      .where('id', '=', broken.id)
      .executeTakeFirstOrThrow()
    await store.db.updateTable('destinations').set({ secret_sealed }).where('id', '=', foreign.id).execute()
    expect(await enqueue('lead-1')).toBe(2)
    await startWorker().runOnce()
    expect((await attempts()).map(attempt => attempt.error).sort()).toEqual(['secret_missing', 'settings_invalid'])
    expect(sink.received).toEqual([])
  })

  async function setUp(...allow: string[]): Promise<DeliverySetup> {
    return setUpDelivery(await openTestStore(), { allow })
  }
})

/** Ids of so many deliveries waiting for five destinations, sorted. */
async function fill(setup: DeliverySetup, url: string, count: number): Promise<string[]> {
  for (let place = 0; place < 5; place += 1) await setup.addWebhook(`${url}/${place}`)
  for (let lead = 0; lead < count / 5; lead += 1) await setup.enqueue(`lead-${lead}`)
  const rows = await setup.deliveries()
  expect(rows.every(row => row.workspace_id === WORKSPACE)).toBe(true)
  return rows.map(row => row.id).sort()
}
