import type { Hono } from 'hono'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { createFakeApp } from './fake-app.ts'
import { liveFragment } from './live-fragment.ts'
import { mailLive, mailPage } from './mail-page.ts'

/** A message as it arrived. */
export type ParsedMessage = {
  readonly from: string
  /** Addresses of the To header. */
  readonly to: readonly string[]
  /** Who really got it: the addresses of the SMTP envelope, blind copies included. */
  readonly recipients: readonly string[]
  readonly subject: string
  readonly text: string
  /** The HTML source, undefined when the message has none. */
  readonly html: string | undefined
  /** Milliseconds since 1970. */
  readonly receivedAt: number
}

export type MailSink = {
  /** `smtp://127.0.0.1:port`, no sign-in and no TLS. */
  readonly smtpUrl: string
  /** The page at `/` that shows the messages. */
  readonly app: Hono
  /** The latest 200 messages, the latest first. */
  messages(): readonly ParsedMessage[]
  close(): Promise<void>
}

const keptMessages = 200
const largestMessage = 1_024 * 1_024

/** Starts an SMTP server on a free loopback port that keeps what it gets in memory and sends nothing on. */
export async function createMailSink(options: { now(): number } = { now: Date.now }): Promise<MailSink> {
  const kept: ParsedMessage[] = []
  let version = 0

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: largestMessage,
    closeTimeout: 200,
    onData(stream, session, done) {
      simpleParser(stream)
        .then(mail => {
          const recipients = session.envelope.rcptTo.map(({ address }) => address)
          kept.push(toMessage(mail, { recipients, receivedAt: options.now() }))
          if (kept.length > keptMessages) kept.shift()
          version += 1
          done()
        })
        .catch(done)
    },
  })
  const port = await listen(server)
  const messages = (): readonly ParsedMessage[] => kept.toReversed()

  const app = createFakeApp()
  app.get('/', context => context.html(mailPage(messages())))
  app.get('/live', context => liveFragment(context, version, () => mailLive(messages())))
  app.get('/messages.json', context => context.json(messages()))

  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    app,
    messages,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

function toMessage(mail: ParsedMail, arrival: Pick<ParsedMessage, 'recipients' | 'receivedAt'>): ParsedMessage {
  return {
    ...arrival,
    from: mail.from?.text ?? '',
    to: addresses(mail.to),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || undefined,
  }
}

function addresses(header: AddressObject | AddressObject[] | undefined): string[] {
  return [header ?? []].flat().flatMap(({ value }) => value.flatMap(({ address }) => address ?? []))
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.server.address()
      // A peer that hangs up mid-message is not a reason to stop the demo.
      server.off('error', reject).on('error', () => undefined)
      if (address && typeof address === 'object') resolve(address.port)
      else reject(new Error('The mail sink has no port'))
    })
  })
}
