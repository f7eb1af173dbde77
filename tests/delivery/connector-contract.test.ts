import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Connector, DeliveryContent, SendTools } from '#server/delivery/connectors/define-connector.ts'
import { connectors, findConnector } from '#server/delivery/connectors/index.ts'
import { createEgress } from '#server/delivery/egress.ts'
import { createMail } from '#server/delivery/mail.ts'
import { describeFailure } from '#server/delivery/outcome.ts'
import { sampleLead } from '#server/delivery/sample-lead.ts'
import { answerStatus, openSink, type Sink } from './sink.ts'
import { openSmtpSink, type SmtpSink } from './smtp-sink.ts'

const random = (count: number) => new Uint8Array(randomBytes(count))

/** What each connector needs to reach the fakes of this test. A connector without an entry fails. */
const settingsOf: Readonly<Record<string, (url: string) => unknown>> = {
  webhook: url => ({ url }),
  email: () => ({ to: ['sales@tallybarn.example'] }),
}

describe.each(connectors.map(connector => [connector.id, connector] as const))('the connector %s', (id, connector) => {
  it('has a slug, a title and a sentence for the one who chooses', () => {
    expect(id).toMatch(/^[a-z][a-z0-9_]*$/)
    expect(connector.title.length).toBeGreaterThan(2)
    expect(connector.description).toMatch(/^[A-Z].{20,}\.$/)
    expect(findConnector(id)).toBe(connector)
    expect(connectors.filter(other => other.id === id)).toHaveLength(1)
  })

  it('describes its settings as a form: each with a title and a description, and nothing else taken', () => {
    expect(connector.settingsSchema).toMatchObject({ type: 'object', additionalProperties: false })
    const properties = Object(connector.settingsSchema.properties)
    expect(Object.keys(properties).length).toBeGreaterThan(0)
    for (const property of Object.values(properties)) {
      expect(property).toMatchObject({ title: expect.any(String), description: expect.stringMatching(/\.$/) })
    }
  })

  it.for([
    null,
    undefined,
    7,
    '',
    [],
    {},
    { unknown: 1 },
    JSON.parse('{"__proto__":{"url":"https://hooks.example/","to":["a@x.example"]}}'),
  ])('does not open with the settings %j', settings => {
    expect(connector.open(settings)).toMatchObject({
      ok: false,
      errors: expect.arrayContaining([
        { pointer: expect.any(String), code: expect.any(String), message: expect.any(String) },
      ]),
    })
  })

  it('opens with its own settings again, as stored', () => {
    const opened = open(connector, 'https://hooks.example/')
    expect(connector.open(JSON.parse(JSON.stringify(opened.settings)))).toMatchObject({
      ok: true,
      connector: { settings: opened.settings, target: opened.target },
    })
  })

  it('refuses a nonsensical secret and makes a valid one when it can', () => {
    if (!connector.secret) return
    expect(connector.secret.isValid('')).toBe(false)
    expect(connector.secret.isValid('a\r\nb')).toBe(false)
    if (connector.secret.generate) expect(connector.secret.isValid(connector.secret.generate(random))).toBe(true)
  })

  it('delivers, twice with the same id when told twice', async () => {
    const { sink, smtp, send } = await reach(connector)
    expect(await send(content())).toMatchObject({ ok: true })
    expect(await send(content())).toMatchObject({ ok: true })
    const ids = [
      ...sink.received.map(request => request.headers['webhook-id']),
      ...smtp.letters.map(letter => letter.mail.messageId),
    ]
    expect(ids).toHaveLength(2)
    expect(ids[0]).toContain('delivery-1')
    expect(ids[1]).toBe(ids[0])
  })

  it('takes hostile text as text and leaves the payload as it is', async () => {
    const { send } = await reach(connector)
    const hostile = '\u202e\u0000\r\nBcc: x@evil.example\r\n<script>alert(1)</script>{{name}}\ud800'
    const payload = { lead: { id: hostile, name: hostile, email: hostile, company: hostile, reasons: [], answers: [] } }
    const before = structuredClone(payload)
    expect(await send(content(payload))).toMatchObject({ ok: true })
    expect(payload).toEqual(before)
  })

  it('reports a refusal as a failure that has words', async () => {
    const { sink, smtp, send } = await reach(connector)
    sink.answerWith(answerStatus(503, { 'retry-after': '30' }, 'later'))
    smtp.refuseWith(554)
    const outcome = await send(content())
    expect(outcome).toMatchObject({ ok: false, status: expect.any(Number), response: expect.any(String) })
    if (outcome.ok) return
    expect(describeFailure(outcome.code)).not.toBe(describeFailure('of a later version'))
  })

  it('does not call a private address, whatever its settings say', async () => {
    const canary = await openSink()
    const opened = connector.open(settingsOf[id]?.(canary.url))
    if (!opened.ok || opened.connector.target === null) return
    const secret = connector.secret?.generate?.(random) ?? null
    const tools: SendTools = { egress: createEgress({ allow: [] }), mail: null, now: () => 0, publicUrl: '' }
    await expect(opened.connector.send({ secret, delivery: content() }, tools)).rejects.toMatchObject({
      problem: 'address_refused',
    })
    expect(canary.received).toEqual([])
  })
})

function content(payload = sampleLead({ publicUrl: 'https://parley.example', now: 0 })): DeliveryContent {
  return { id: 'delivery-1', event: 'lead.qualified', createdAt: 0, payload }
}

function open(connector: Connector, url: string) {
  const opened = connector.open(settingsOf[connector.id]?.(url))
  if (!opened.ok) throw new Error(`No settings for ${connector.id} in this test: ${JSON.stringify(opened.errors)}`)
  return opened.connector
}

/** A connector set up to reach fakes on loopback. */
async function reach(connector: Connector): Promise<{
  sink: Sink
  smtp: SmtpSink
  send: (delivery: DeliveryContent) => ReturnType<ReturnType<typeof open>['send']>
}> {
  const sink = await openSink()
  const smtp = await openSmtpSink()
  const opened = open(connector, sink.url)
  const secret = connector.secret?.generate?.(random) ?? null
  const tools: SendTools = {
    egress: createEgress({ allow: [sink.host] }),
    mail: createMail({ smtpUrl: smtp.url, from: 'parley@tallybarn.example' }),
    now: () => 0,
    publicUrl: 'https://parley.example',
  }
  return { sink, smtp, send: delivery => opened.send({ secret, delivery }, tools) }
}
