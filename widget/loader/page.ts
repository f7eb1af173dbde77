import type { BehaviorEvent, Consent } from '#flows/api.ts'
import type { PageHost, Shown } from '../page-host.ts'
import { randomId } from '../visitor.ts'
import { quietly } from './quietly.ts'

// Each kind without id, time and path, which `record` adds.
type Happening = BehaviorEvent extends infer E ? (E extends unknown ? Omit<E, 'id' | 'at' | 'path'> : never) : never

/** What goes on from page to page: in localStorage, with consent only. */
interface Visit extends Pick<PageHost, 'visitor' | 'from'> {
  events: BehaviorEvent[]
  /** What came up and what was completed. */
  seen: Shown[]
  /** When this visitor was first seen, when this visit began, and when it was last noted. */
  first: number
  since: number
  at: number
  /** Pages of this visit. */
  pages: number
}

/** What the page has been through since the visitor came to it: what triggers wait for. */
interface Measures {
  /** Seconds in view, and those since the visitor last moved. */
  delay: number
  idle: number
  /** How far down it was seen, in percent. */
  scroll: number
  /** 1: the pointer left through the top. */
  exit: number
  /** 1: a custom event of this name, while it happens; and what is clicked on, likewise. */
  [event: `event:${string}`]: number
  click: Element | null
  /** The page, the id of its view, and its seconds in view that were told of. */
  path: string
  view: string
  told: number
  /** There is a conversation in this tab, so that nothing else comes up unasked. */
  talked?: true
}

const now = Date.now()

const visit: Visit = {
  visitor: randomId(),
  from: [location.href, document.referrer],
  events: [],
  seen: [],
  first: now,
  since: now,
  at: now,
  pages: 0,
}

type LoaderPage = Visit & Measures & PageHost & Required<Pick<PageHost, 'shown' | 'note'>>

/** What is known of the page, and through its prototype of the visit; measured from the first look on. */
export const page = {
  __proto__: visit,
  consent: 'unset',
  exposures: [],
  shown: [],
  note(flow, what) {
    const shown = { flow, what, at: Date.now() }
    page.shown.push(shown)
    // A launcher is on every page, and there is room for fifty.
    if (what !== 'bubble') visit.seen.push(shown)
    save()
    page.onShown?.(shown)
  },
} as Partial<LoaderPage> as LoaderPage

/** The visitor comes to a page. Without consent that is all there is to tell of. */
export function viewPage(): void {
  if (page.consent !== 'granted') visit.events.length = 0
  visit.pages++
  page.path = location.pathname
  page.view = record({ type: 'page_viewed', title: document.title })
  page.delay = page.idle = page.scroll = page.exit = page.told = 0
}

/** What else the visitor does. */
export function track(happening: Happening): void {
  if (page.consent === 'granted') record(happening)
}

function record(happening: Happening): string {
  const id = randomId()
  visit.events.push({ id, at: Date.now(), path: page.path, ...happening })
  save()
  return id
}

function save(): void {
  visit.at = Date.now()
  if (page.consent === 'granted') quietly(() => (localStorage.parley = JSON.stringify(visit)))
}

export function setConsent(consent: Consent): void {
  if (consent === page.consent) return
  page.consent = consent
  if (consent === 'granted') {
    // What somebody else broke there is begun anew.
    quietly(takeUp)
    save()
    // Not asked yet is no answer: what an earlier yes kept stays until there is one.
  } else if (consent !== 'unset') delete localStorage.parley
}

function takeUp(): void {
  const past: Visit = JSON.parse(localStorage.parley)
  const { since, pages, from } = visit
  // Who is back within half an hour was never away.
  const VISIT_MS = 1_800_000
  // A new campaign is a new visit; the same address is the same one loaded again. One that is no address ends here.
  if ((from[0] !== new URL(past.from[0]).href && from[0].includes('utm_')) || now - past.at > VISIT_MS)
    Object.assign(past, { since, from, pages: 0 })
  past.pages += pages
  past.events = past.events.slice(-50).concat(visit.events)
  past.seen = past.seen.slice(-50).concat(visit.seen)
  Object.assign(visit, past)
}

/** Back from the browser's cache: other pages have gone on since, or forgotten. */
export function resume(): void {
  if (page.consent !== 'granted') return
  if (localStorage.parley) Object.assign(visit, JSON.parse(localStorage.parley))
  else page.consent = 'unset'
}
