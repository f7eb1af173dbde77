import type { Context } from 'hono'
import type { Condition } from '#flows/condition.ts'
import { isCountryCode } from '#flows/country.ts'
import type { Placement } from '#flows/placement.ts'
import type { Config } from '../../config.ts'
import type { LiveSite } from '../../publishing/live.ts'
import { createProxyCheck } from './client-address.ts'

/** Where the usual networks in front of a server write the visitor's country. */
const HEADERS = ['cf-ipcountry', 'x-vercel-ip-country', 'cloudfront-viewer-country', 'x-country-code']

/**
 * A reader of the visitor's country (ISO 3166, two letters) for a site's configuration. Undefined without a trusted proxy that
 * tells, and on sites where no placement asks for it: a cached answer stays one for all.
 */
export function createCountryReader(config: Pick<Config, 'trustedProxies'>) {
  const visitorCountry = createVisitCountryReader(config)
  return function countryOf(c: Context, site: LiveSite): string | undefined {
    return asksForCountry(site) ? visitorCountry(c) : undefined
  }
}

/** A reader of the country a conversation comes from, likewise: a fact for score and routing. */
export function createVisitCountryReader({ trustedProxies }: Pick<Config, 'trustedProxies'>) {
  const cameThroughProxy = createProxyCheck(trustedProxies)
  return function visitorCountry(c: Context): string | undefined {
    const told = HEADERS.map(name => c.req.header(name)?.toUpperCase()).find(Boolean)
    // XX is nowhere; T1 would be the Tor network.
    return told && isCountryCode(told) && cameThroughProxy(c) ? told : undefined
  }
}

/** Then the site's configuration differs from visitor to visitor, and no shared cache may keep it. */
export function asksForCountry({ flows }: Pick<LiveSite, 'flows'>): boolean {
  return flows.some(({ placements }) => placements.some(({ when }: Placement) => when && reads(when, 'country')))
}

function reads(condition: Condition, fact: string): boolean {
  if ('all' in condition) return condition.all.some(part => reads(part, fact))
  if ('any' in condition) return condition.any.some(part => reads(part, fact))
  return 'not' in condition ? reads(condition.not, fact) : condition.fact === fact
}
