import type { Shape, Surface } from './api.ts'
import type { Condition } from './condition.ts'

/**
 * One place where visitors meet a flow: how it is held, where on the page, on which pages and for whom, at which moment
 * and how often. A flow has any number of them. Everything in it is data; the schema is in `placement-schema.ts`.
 */
export interface Placement {
  readonly surface: Surface
  readonly shape: Shape
  /** Where and for whom, over `PLACEMENT_FACTS`; everywhere and for everybody when left out. */
  readonly when?: Condition
  /** At which moment; as soon as the page is there when left out. */
  readonly trigger?: Trigger
  /** How often it comes up unasked, on pop-ups and slide-ins only: `DEFAULT_CAP` when left out. */
  readonly cap?: Cap
}

/**
 * All that is given must hold. `delay` and `idle` in seconds, counted while the page is in view; `scroll` in percent of the
 * way down; `pages`: from the n-th page of the visit on; `exit`: the pointer leaves through the top of the window.
 * `click` (a selector) and `event` (a custom event's name) hold in the moment they happen. What is clicked for was asked
 * for, so that no cap counts for it.
 */
export interface Trigger {
  readonly delay?: number
  readonly scroll?: number
  readonly exit?: true
  readonly idle?: number
  readonly click?: string
  readonly event?: string
  readonly pages?: number
}

/** At most `times` a visit, or a visitor: within the last `days`, or ever. Beyond the page counted with consent only. */
export type Cap =
  | { readonly times: number; readonly per: 'session' }
  | { readonly times: number; readonly per: 'visitor'; readonly days?: number }

/** A guest does not ask twice. */
export const DEFAULT_CAP: Cap = { times: 1, per: 'session' }

/** Surfaces that come up by themselves over what somebody reads. */
export const isUnasked = (surface: Surface) => surface === 'popup' || surface === 'slide_in'

/**
 * What is known before a flow is fetched, `utm.*` apart. `lang` is the browser's language, `visitor` is `new` or `returning`
 * (the latter with consent only), `stage` is `none`, `lead` (completed a flow) or `qualified` (sent to sales), as far as this
 * browser has seen it: beyond the page with consent only. `country` (ISO 3166) is known where a trusted proxy tells it.
 */
export const PLACEMENT_FACTS: ReadonlySet<string> = new Set([
  ...['page.path', 'page.host', 'referrer', 'referrer.host', 'lang', 'device', 'visitor', 'stage', 'country'],
])
