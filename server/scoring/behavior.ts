import type { Fact } from '#flows/condition.ts'

/** What the site itself tells. */
export const BEHAVIOR_TYPES = ['page_viewed', 'downloaded', 'custom'] as const

/** What conversations on the site are, written by the server. Other systems may tell acts of these types too. */
export const CONVERSATION_TYPES = ['form_submitted', 'meeting_booked', 'demo_requested'] as const

/** How ids of acts begin that other systems told. */
export const TOLD = 'activity:'

/**
 * One act of a person: on the site, or told by another system. `at` in milliseconds since 1970, `path` of the page it
 * happened on (empty = none), `seconds` spent there.
 */
export interface BehaviorFact {
  readonly id: string
  /** Slug of the catalogue of event types. */
  readonly type: string
  readonly path: string
  readonly name?: string
  readonly file?: string
  readonly title?: string
  readonly seconds?: number
  /** How far down a page was seen, in percent. */
  readonly scrolled?: number
  /** Of a page or file of the site that is content: the type of event it goes by besides its own. */
  readonly content?: string
  /** What else was told of it: stage of a CRM, name of a campaign… */
  readonly properties?: Readonly<Record<string, Fact>>
  readonly at: number
}

/** Each act once, none later than `at` (a visitor's clock may run ahead), oldest first. The order given does not matter. */
export function pastBehavior(events: readonly BehaviorFact[], at: number): BehaviorFact[] {
  const sorted = events.map(event => (event.at > at ? { ...event, at } : event)).sort(earlierFirst)
  const seen = new Set<string>()
  return sorted.filter(event => !seen.has(event.id) && seen.add(event.id))
}

/** By time, then by what they say, so that two reports under one id always lose the same one. */
function earlierFirst(a: BehaviorFact, b: BehaviorFact): number {
  return a.at - b.at || compareText(a.id, b.id) || compareText(sortKey(a), sortKey(b))
}

function sortKey(event: BehaviorFact): string {
  const { type, path, name, file, title, seconds, scrolled, content, properties = {} } = event
  const named = Object.entries(properties).sort(([a], [b]) => compareText(a, b))
  return JSON.stringify([type, path, name, file, title, seconds, named, scrolled, content])
}

/** By code unit: the same on every machine, whatever its language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
