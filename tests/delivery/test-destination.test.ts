import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { testDestination } from '#server/delivery/test-destination.ts'
import { describeOnBoth } from '#tests/support/databases.ts'
import { setUpDelivery, WORKSPACE } from './setup.ts'
import { answerStatus, openSink } from './sink.ts'

describeOnBoth('a test of a destination', openTestStore => {
  it('sends a made-up lead, signed, and leaves no trace in the outbox', async () => {
    const sink = await openSink(answerStatus(200, {}, 'ok'))
    const setup = setUpDelivery(await openTestStore(), { allow: [sink.host] })
    const { id, secret } = await setup.addWebhook(sink.url)
    const result = await testDestination(setup.deps, { workspaceId: WORKSPACE, id })
    expect(result).toEqual({ ok: true, status: 200, detail: 'The test was delivered.', response: 'ok', tookMs: 0 })
    const [request] = sink.received
    const body = JSON.parse(request?.body ?? '')
    expect(body).toMatchObject({ type: 'test.sent', data: { lead: { name: 'Ada Sample', score: { total: 72 } } } })
    const signature = new Webhook(secret).sign(
      String(request?.headers['webhook-id']),
      new Date(setup.deps.now()),
      request?.body ?? '',
    )
    expect(request?.headers['webhook-signature']).toBe(signature)
    expect(await setup.deliveries()).toEqual([])
    expect(await setup.attempts()).toEqual([])
  })

  it('says in words what went wrong', async () => {
    const sink = await openSink(answerStatus(404, {}, '<h1>Not here</h1>'))
    const setup = setUpDelivery(await openTestStore(), { allow: [sink.host] })
    const { id } = await setup.addWebhook(sink.url)
    expect(await testDestination(setup.deps, { workspaceId: WORKSPACE, id })).toMatchObject({
      ok: false,
      status: 404,
      detail: 'The server refused the delivery.',
      response: '<h1>Not here</h1>',
    })
  })

  it('of another workspace sends nothing', async () => {
    const sink = await openSink()
    const setup = setUpDelivery(await openTestStore(), { allow: [sink.host] })
    const { id } = await setup.addWebhook(sink.url)
    expect(await testDestination(setup.deps, { workspaceId: 'workspace-b', id })).toBeNull()
    expect(sink.received).toEqual([])
  })
})
