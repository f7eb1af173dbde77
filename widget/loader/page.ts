import type { BehaviorEvent, Consent } from '#flows/api.ts'
import type { Exposure, PageHost } from '../page-host.ts'
import { randomId } from '../visitor.ts'
import { config } from './config.ts'
import { quietly } from './quietly.ts'

// Each kind without id, time and path, which `record` adds.
type Happening = BehaviorEvent extends infer E ? (E extends unknown ? Omit<E, 'id' | 'at' | 'path'> : never) : never

const DOWNLOADS = 'a[download],a[href$=pdf],a[href$=zip]'

/** What is known of the page and the visit. Kept in localStorage with consent only. */
export const page: Required<Omit<PageHost, 'onShown'>> & Pick<PageHost, 'onShown'> = {
  visitor: randomId(),
  consent: 'unset',
  from: [location.href, document.referrer],
  events: [],
  exposures: [],
  shown: [],
  note(flow, what) {
    const shown = { flow, what, at: Date.now() }
    page.shown.push(shown)
    page.onShown?.(shown)
    save()
  },
}

export function watchDownloads(): void {
  addEventListener('click', event => {
    const link = (event.target as Element).closest?.<HTMLAnchorElement>(DOWNLOADS)
    if (link) record({ type: 'downloaded', file: link.pathname })
  })
}

export function record(happening: Happening): void {
  page.events.push({ id: randomId(), at: Date.now(), path: location.pathname, ...happening })
  save()
}

function save(): void {
  if (page.consent === 'granted') quietly(() => (localStorage.parley = JSON.stringify(page)))
}

export function setConsent(consent: Consent): void {
  page.consent = consent
  if (consent !== 'granted') {
    // Not asked yet is no answer: what an earlier yes kept stays until there is one.
    if (consent !== 'unset') delete localStorage.parley
    return
  }
  const past: PageHost | null = JSON.parse(localStorage.parley ?? null)
  if (past) {
    page.visitor = past.visitor
    page.events.unshift(...past.events.slice(-50))
    // Still the same visit: it began where its first page says.
    if (document.referrer.startsWith(location.origin)) page.from = past.from
  }
  save()
}

export function expose(exposure: Exposure, release: string): void {
  const { visitor, consent, exposures } = page
  exposures.push(exposure)
  const told = { site: config.site, release, visitor, exposures: [exposure] }
  if (consent === 'granted') navigator.sendBeacon(`${config.api}/v1/exposures`, JSON.stringify(told))
}

/** Facts that a bubble's condition may read before any flow is fetched. */
export function facts(): Record<string, string> {
  const known: Record<string, string> = { 'page.path': location.pathname, 'page.host': location.hostname }
  new URL(page.from[0]).searchParams.forEach((value, name) => {
    known[name.replace('utm_', 'utm.')] ??= value
  })
  return known
}
