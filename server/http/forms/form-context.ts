import type { Context } from 'hono'
import type { SessionContext } from '#flows/api.ts'
import { nearestLocale } from '#flows/locale.ts'
import type { Deps } from '../../deps.ts'
import type { HostedFlow } from './find-hosted-flow.ts'
import type { FormTicket } from './form-ticket.ts'

/** What is known of somebody who fetches a form: language, campaign, where they came from. */
export function newTicket(
  c: Context,
  { now, randomBytes }: Pick<Deps, 'now' | 'randomBytes'>,
  hosted: HostedFlow,
): FormTicket {
  const referrer = refererOf(c)
  return {
    visitor: Buffer.from(randomBytes(24)).toString('base64url'),
    at: now(),
    locale: localeOf(c, hosted),
    utm: utmOf(c),
    ...(referrer && { referrer }),
  }
}

/** Frozen in the session. A test is not shown here: who has no script counts for none. */
export function contextOf(
  c: Context,
  { config }: Pick<Deps, 'config'>,
  hosted: HostedFlow,
  ticket: Pick<FormTicket, 'locale' | 'utm' | 'referrer'>,
): SessionContext {
  const { path } = c.req
  return {
    page: { url: config.publicUrl + path, path },
    ...(ticket.referrer && { referrer: ticket.referrer }),
    utm: ticket.utm,
    locale: nearestLocale(hosted.flow.flow, ticket.locale),
    device: /Mobi|Android/.test(c.req.header('user-agent') ?? '') ? 'mobile' : 'desktop',
    surface: 'hosted',
    shape: 'page',
    variants: {},
    consent: 'unset',
  }
}

/** `?lang=`, else the first language of the browser that the flow has, else the flow's own. */
export function localeOf(c: Context, { flow: { flow } }: HostedFlow): string {
  const accepted = (c.req.header('accept-language') ?? '').split(',').map(part => part.split(';')[0]?.trim() ?? '')
  const wanted = [c.req.query('lang') ?? '', ...accepted.slice(0, 20)].map(tag => tag.slice(0, 35))
  const language = (tag: string) => tag.toLowerCase().split('-')[0]
  const known = wanted.find(tag => tag && language(nearestLocale(flow, tag)) === language(tag))
  return nearestLocale(flow, known ?? flow.locale)
}

function utmOf(c: Context): Record<string, string> {
  const utm: Record<string, string> = {}
  for (const [name, value] of Object.entries(c.req.query())) {
    if (/^utm_[a-z]\w{0,30}$/i.test(name)) utm[name.slice(4).toLowerCase()] = plain(value)
  }
  return utm
}

/** Without its query. */
function refererOf(c: Context): string | undefined {
  const header = c.req.header('referer') ?? ''
  if (!URL.canParse(header)) return undefined
  const { protocol, origin, pathname } = new URL(header)
  return /^https?:$/.test(protocol) ? (origin + pathname).slice(0, 2048) : undefined
}

/** Not every database takes control characters. */
function plain(text: string): string {
  return text
    .slice(0, 300)
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
}
