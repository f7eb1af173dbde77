import { createTransport } from 'nodemailer'
import { z } from 'zod'
import type { FailureCode, Outcome } from './outcome.ts'

/** One address. Never a list and never a header line: no comma, CR, LF, control or invisible character passes. */
export const mailAddress = z
  .email('must be an e-mail address')
  .max(254)
  .refine(text => text.indexOf('@') <= 64, 'has too long a part before the @')

export interface Mailbox {
  /** Shown beside the address; what could break or disguise a header is taken out. */
  readonly name: string
  readonly address: string
}

export interface MailMessage {
  readonly to: readonly Mailbox[]
  readonly replyTo?: Mailbox | undefined
  /** Name beside the address it is sent from; left out = the installation's. */
  readonly fromName?: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** iCalendar: mail programs show it as a meeting to put into the calendar. */
  readonly invitation?: { readonly method: 'REQUEST' | 'CANCEL'; readonly content: string }
  /** Stable over retries: a mailbox that got the message already can tell. */
  readonly id: string
  /** Where one click takes the reader off the list (RFC 8058): mail programs show a button for it. */
  readonly unsubscribeUrl?: string
}

/** Hands a message to the mail server. Never rejects for what the mail server or network does. */
export type Mail = (message: MailMessage) => Promise<Outcome>

interface MailOptions {
  /** `smtp://` or `smtps://`, with user and password where needed. */
  readonly smtpUrl: string
  /** `Name <address>` or an address. */
  readonly from: string
}

const LONGEST_MS = 15_000

const PROBLEMS: Readonly<Record<string, FailureCode>> = {
  EDNS: 'dns_failed',
  ESOCKET: 'connect_failed',
  ECONNECTION: 'connect_failed',
  ETIMEDOUT: 'timed_out',
  EABORT: 'timed_out',
  ETLS: 'tls_failed',
  EPROTOCOL: 'answer_broken',
}

export function createMail({ smtpUrl, from }: MailOptions): Mail {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: LONGEST_MS,
    greetingTimeout: LONGEST_MS,
    socketTimeout: LONGEST_MS,
    dnsTimeout: LONGEST_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = /@([^\s<>@]+)>?\s*$/.exec(from)?.[1] ?? 'localhost'
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
  return async message => {
    try {
      const sent = await transport.sendMail({
        from: message.fromName === undefined ? from : { name: toHeaderText(message.fromName), address },
        to: message.to.map(toSafeMailbox),
        ...(message.replyTo ? { replyTo: toSafeMailbox(message.replyTo) } : {}),
        subject: toHeaderText(message.subject),
        text: message.text,
        html: message.html,
        ...(message.invitation ? { icalEvent: { filename: 'invitation.ics', ...message.invitation } } : {}),
        ...(message.unsubscribeUrl === undefined ? {} : { headers: toListHeaders(message.unsubscribeUrl) }),
        messageId: `<${message.id}@${domain}>`,
        signal: AbortSignal.timeout(LONGEST_MS),
      })
      return { ok: true, status: Number(sent.response.slice(0, 3)) || null, response: sent.response }
    } catch (error) {
      return toFailure(error)
    }
  }
}

/** One line of plain characters: no CR, LF, control, direction or zero-width characters. */
export function toHeaderText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

/** `URL` writes no blank, angle bracket or line end as it is. */
function toListHeaders(url: string): Record<string, string> {
  return {
    'List-Unsubscribe': `<${new URL(url).href}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

/** Throws a ZodError for an address that is not one: they are checked when they come in, this is the last door. */
function toSafeMailbox({ name, address }: Mailbox): Mailbox {
  return { name: toHeaderText(name), address: mailAddress.parse(address) }
}

function toFailure(error: unknown): Outcome {
  const status = read(error, 'responseCode')
  const response = read(error, 'response')
  const code = read(error, 'code')
  return {
    ok: false,
    code: typeof status === 'number' ? 'mail_refused' : (PROBLEMS[String(code)] ?? 'unexpected'),
    status: typeof status === 'number' ? status : null,
    response: typeof response === 'string' ? response : null,
  }
}

function read(error: unknown, key: string): unknown {
  return error instanceof Error ? Reflect.get(error, key) : undefined
}
