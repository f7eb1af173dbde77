import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a link in a mail to a lead stands for. */
export interface MailLink {
  readonly workspaceId: string
  readonly leadId: string
  /** Of the mail: see `messageIdOf`. */
  readonly mail: string
  /** Place among the links of the mail, from 0. */
  readonly number: number
  readonly sentAt: number
  readonly subject: string
  readonly url: string
}

/** Longer addresses go out as they are: mail programs cut what is longer. */
const LONGEST = 2_000

/**
 * Where a link of a mail leads, so that a click on it is seen: signed with what it stands for, so that it leads nowhere else
 * and needs no table. Links to other than web pages, and very long ones, stay what they are.
 */
export function clickUrl(
  { publicUrl, secret }: { readonly publicUrl: string; readonly secret: string },
  link: MailLink,
): string {
  if (!/^https?:\/\//i.test(link.url)) return link.url
  const { workspaceId, leadId, mail, number, sentAt, subject, url } = link
  const content = Buffer.from(JSON.stringify([workspaceId, leadId, mail, number, sentAt, subject, url])).toString(
    'base64url',
  )
  const tracked = `${publicUrl}/c/${content}.${sign(secret, content)}`
  return tracked.length > LONGEST ? url : tracked
}

/** Null for a token that Parley did not make. */
export function readClickToken(secret: string, token: string): MailLink | null {
  const [content = '', signature = ''] = token.split('.')
  const given = Buffer.from(signature)
  const right = Buffer.from(sign(secret, content))
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null
  const parts = JSON.parse(Buffer.from(content, 'base64url').toString()) as [
    string,
    string,
    string,
    number,
    number,
    string,
    string,
  ] // signed above only
  const [workspaceId, leadId, mail, number, sentAt, subject, url] = parts
  return { workspaceId, leadId, mail, number, sentAt, subject, url }
}

function sign(secret: string, content: string): string {
  return createHmac('sha256', secret).update(`click:${content}`).digest('base64url')
}
