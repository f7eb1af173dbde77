import { createTransport, type SendMailOptions } from 'nodemailer'
import { expect, onTestFinished, test } from 'vitest'
import { createMailSink } from '#demo/fakes/mail-sink.ts'

const message: SendMailOptions = {
  from: { name: 'Parley', address: 'parley@tallybarn.example' },
  to: { name: 'Ida Lund', address: 'ida@tallybarn.example' },
  subject: 'Hot lead: Nordvik Cold',
  text: 'Score 87. Open http://127.0.0.1:4100/studio/leads/1.',
}

test('a message sent over SMTP is kept with its subject, addresses and text', async () => {
  const sink = await start()
  await send(sink, message)
  expect(sink.messages()).toEqual([
    {
      from: '"Parley" <parley@tallybarn.example>',
      to: ['ida@tallybarn.example'],
      recipients: ['ida@tallybarn.example'],
      subject: 'Hot lead: Nordvik Cold',
      text: expect.stringContaining('Score 87.'),
      html: undefined,
      receivedAt: 1_000,
    },
  ])
})

test('the latest message comes first', async () => {
  const sink = await start()
  await send(sink, { ...message, subject: 'first' })
  await send(sink, { ...message, subject: 'second' })
  expect(sink.messages().map(({ subject }) => subject)).toEqual(['second', 'first'])
})

test('a blind copy shows among the recipients only', async () => {
  const sink = await start()
  await send(sink, { ...message, bcc: 'archive@tallybarn.example' })
  expect(sink.messages()).toMatchObject([
    { to: ['ida@tallybarn.example'], recipients: ['ida@tallybarn.example', 'archive@tallybarn.example'] },
  ])
})

test('the page shows the message, an address in it as a link and HTML as text', async () => {
  const sink = await start()
  await send(sink, { ...message, subject: '<script>alert(1)</script>', html: '<b onclick="alert(1)">87</b>' })
  const markup = await (await sink.app.request('/')).text()
  expect(markup).toContain('&lt;script&gt;alert(1)')
  expect(markup).toContain('&lt;b onclick=')
  expect(markup).toContain('href="http://127.0.0.1:4100/studio/leads/1"')
  expect(markup).not.toMatch(/<script>|<b /)
})

test('the page asks for nothing while no message arrives', async () => {
  const sink = await start()
  const etag = (await sink.app.request('/live')).headers.get('etag') ?? ''
  expect((await sink.app.request('/live', { headers: { 'If-None-Match': etag } })).status).toBe(304)
  await send(sink, message)
  expect((await sink.app.request('/live', { headers: { 'If-None-Match': etag } })).status).toBe(200)
})

test('a closed sink takes no more messages', async () => {
  const sink = await createMailSink()
  await sink.close()
  await expect(send(sink, message)).rejects.toThrow('ECONNREFUSED')
})

type Sink = Awaited<ReturnType<typeof createMailSink>>

async function start(): Promise<Sink> {
  const sink = await createMailSink({ now: () => 1_000 })
  onTestFinished(() => sink.close())
  return sink
}

async function send(sink: Sink, mail: SendMailOptions): Promise<void> {
  const transport = createTransport(sink.smtpUrl)
  await transport.sendMail(mail).finally(() => transport.close())
}
