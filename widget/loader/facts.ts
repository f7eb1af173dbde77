import { config } from './config.ts'
import { page } from './page.ts'

/** What the conditions of placements may read before any flow is fetched, in the pieces that `compileCondition` expects. */
export function facts(): Record<string, string | undefined> {
  const { first, from, seen, since } = page
  const [landing, referrer] = from
  return {
    // Campaign parameters among them; nothing written there can pass for the rest.
    ...Object.fromEntries(new URL(landing).searchParams),
    referrer,
    href: location.href,
    width: `${innerWidth}`,
    lang: navigator.language,
    country: config.country,
    returning: `${first < since}`,
    seen: `${seen.map(one => one.what)}`,
  }
}
