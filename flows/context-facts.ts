import type { SessionContext } from './api.ts'
import type { Fact, Facts } from './condition.ts'

/** Names of the context's facts, but for `utm.*` and `variant.*`. */
export const CONTEXT_FACTS: ReadonlySet<string> = new Set([
  ...['page.path', 'page.host', 'page.url', 'page.title', 'referrer', 'referrer.host', 'locale', 'lang'],
  ...['timeZone', 'timeZone.area', 'device', 'surface', 'shape', 'consent'],
])

/**
 * What guards can know of a visit: `page.path`, `page.host`, `page.url`, `page.title`, `referrer`, `referrer.host`, `utm.source`…,
 * `locale`, `lang`, `timeZone`, `timeZone.area`, `device`, `surface`, `shape`, `consent`, `variant.{experiment}`, and the hidden fields under their ids.
 */
export function contextFacts(context: SessionContext): Facts {
  const { page, referrer, locale, timeZone, device, surface, shape, consent } = context
  return {
    ...context.hidden,
    'page.path': page.path,
    'page.host': hostOf(page.url),
    'page.url': page.url,
    'page.title': page.title,
    referrer,
    'referrer.host': referrer && hostOf(referrer),
    locale,
    lang: locale.split('-')[0]?.toLowerCase(),
    timeZone,
    'timeZone.area': timeZone?.split('/')[0],
    device,
    surface,
    shape,
    consent,
    ...prefixed('utm', context.utm),
    ...prefixed('variant', context.variants),
  }
}

function prefixed(prefix: string, values: Readonly<Record<string, string>>): Record<string, Fact> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]))
}

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).hostname
  } catch {
    return undefined
  }
}
