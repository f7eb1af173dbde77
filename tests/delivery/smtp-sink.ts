import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

export interface Letter {
  /** Whom the envelope names, whatever the headers say. */
  readonly recipients: readonly string[]
  readonly mail: ParsedMail
}

export interface SmtpSink {
  readonly url: string
  readonly letters: readonly Letter[]
  /** From the next message on; 0 takes them again. */
  refuseWith(code: number): void
}

/** A mail server on loopback, on a free port, gone after the test. `meanwhile` is done before it confirms a message. */
export async function openSmtpSink({ meanwhile }: { meanwhile?: () => Promise<void> } = {}): Promise<SmtpSink> {
  const letters: Letter[] = []
  let refusal = 0
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, session, done) {
      simpleParser(stream).then(async mail => {
        await meanwhile?.()
        if (refusal) return done(Object.assign(new Error('No such luck'), { responseCode: refusal }))
        letters.push({ recipients: session.envelope.rcptTo.map(recipient => recipient.address), mail })
        done()
      }, done)
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  onTestFinished(() => new Promise<void>(resolve => server.close(resolve)))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('No free port on 127.0.0.1.')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    letters,
    refuseWith(code) {
      refusal = code
    },
  }
}
