import type { ActivityEvent } from './activity-event.ts'

/** Why an act is kept, but no rule looks at it: a machine did it. */
export type IgnoredReason = 'too_soon' | 'link_scanner' | 'robot' | 'prefetch' | 'mail_privacy'

/** Sooner after sending than this nobody reads a mail: gateways open and follow its links before it is delivered. */
const SOON_MS = 10_000
/** So many different links within a second are followed by no hand. */
const BURST_LINKS = 3
const BURST_MS = 1_000

const SCANNERS =
  /barracuda|mimecast|proofpoint|safelinks|cisco|ironport|messagelabs|symantec|sophos|trend\s?micro|forcepoint|fireeye|trellix|cloudmark|bitdefender|fortimail|zscaler|checkpoint|avanan|vade/i
const ROBOTS =
  /bot\b|crawler|spider|headless|phantomjs|curl\/|wget\/|python-|go-http-client|okhttp|java\/|libwww|httpclient|axios\/|node-fetch|scrapy|slurp|facebookexternalhit|preview/i

/**
 * Whether the sender's own words of an open or a click show a machine; null = nothing does. Looks at `user_agent`,
 * `method`, `purpose`, `sent_at` (milliseconds or ISO 8601), and the marks `bot` and `machine_open`, as far as they are given.
 * Other acts are taken as told.
 */
export function machineReason({ type, at, properties }: ActivityEvent): IgnoredReason | null {
  if (type !== 'email_clicked' && type !== 'email_opened' && type !== 'offer_opened') return null
  const agent = textOf(properties.user_agent)
  if (SCANNERS.test(agent)) return 'link_scanner'
  if (properties.bot === true || ROBOTS.test(agent)) return 'robot'
  if (textOf(properties.method).toUpperCase() === 'HEAD' || /prefetch|preview/i.test(textOf(properties.purpose))) {
    return 'prefetch'
  }
  // Apple's mail loads every picture by itself, through a proxy that calls itself just this.
  const isPrivacy = properties.machine_open === true || properties.apple_privacy === true || agent === 'Mozilla/5.0'
  if (type === 'email_opened' && isPrivacy) return 'mail_privacy'
  const sentAt = timeOf(properties.sent_at)
  if (sentAt !== null && at >= sentAt && at - sentAt < SOON_MS) return 'too_soon'
  return null
}

/** A click on one link of a mail. */
export interface Click {
  readonly id: string
  readonly link: string
  readonly at: number
}

/** How far apart clicks may be that can belong to one burst, in milliseconds. */
export const BURST_SPAN_MS = BURST_MS

/** Ids of clicks that one person cannot have made: several different links at once. Their order does not matter. */
export function burstOf(clicks: readonly Click[]): ReadonlySet<string> {
  const sorted = [...clicks].sort((a, b) => a.at - b.at)
  const found = new Set<string>()
  let from = 0
  for (const [index, click] of sorted.entries()) {
    while ((sorted[from]?.at ?? click.at) < click.at - BURST_MS) from += 1
    const together = sorted.slice(from, index + 1)
    if (new Set(together.map(one => one.link)).size < BURST_LINKS) continue
    for (const one of together) found.add(one.id)
  }
  return found
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function timeOf(value: unknown): number | null {
  const time = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN
  return Number.isFinite(time) ? time : null
}
