import type { Shape, Surface } from '#flows/api.ts'
import { DEFAULT_CAP, isUnasked, type Placement, type Trigger } from '#flows/placement.ts'
import { inWords } from '../conditions/condition-rows.ts'
import { COUNTRIES, type FactInfo } from '../conditions/fact-catalog.ts'
import type { TriggerKind } from '../edit/edit-placements.ts'

export const SURFACES: readonly { readonly id: Surface; readonly label: string }[] = [
  { id: 'bubble', label: 'Chat bubble' },
  { id: 'slide_in', label: 'Slide-in' },
  { id: 'popup', label: 'Pop-up' },
  { id: 'inline', label: 'Inside a page' },
  { id: 'hosted', label: 'Page of its own' },
]

export const SHAPES: readonly { readonly id: Shape; readonly label: string }[] = [
  { id: 'chat', label: 'a conversation' },
  { id: 'steps', label: 'a form, step by step' },
  { id: 'page', label: 'a form on one page' },
]

export const MOMENTS: readonly { readonly id: TriggerKind | 'at_once'; readonly label: string }[] = [
  { id: 'at_once', label: 'at once' },
  { id: 'delay', label: 'after some time on the page' },
  { id: 'scroll', label: 'when enough of the page was seen' },
  { id: 'idle', label: 'when the visitor pauses' },
  { id: 'exit', label: 'when the pointer leaves for the tabs' },
  { id: 'pages', label: 'from a later page of the visit on' },
  { id: 'click', label: 'when something is clicked' },
  { id: 'event', label: 'when the page reports an event' },
]

const options = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([id, label]) => ({ id, label }))

/** What is known of a visitor before a flow is fetched. */
export const PAGE_FACTS: readonly FactInfo[] = [
  { fact: 'page.path', label: 'Page path', type: 'text' },
  { fact: 'page.host', label: 'Page host', type: 'text' },
  { fact: 'lang', label: 'Language', type: 'text' },
  {
    fact: 'device',
    label: 'Device',
    type: 'option',
    options: options(['mobile', 'Phone'], ['desktop', 'Computer or tablet']),
  },
  { fact: 'visitor', label: 'Visitor', type: 'option', options: options(['new', 'New'], ['returning', 'Returning']) },
  {
    fact: 'stage',
    label: 'Stage',
    type: 'option',
    options: options(['none', 'No lead yet'], ['lead', 'Lead'], ['qualified', 'Sent to sales']),
  },
  { fact: 'referrer.host', label: 'Came from', type: 'text' },
  { fact: 'referrer', label: 'Came from address', type: 'text' },
  { fact: 'utm.source', label: 'Campaign source', type: 'text' },
  { fact: 'utm.medium', label: 'Campaign medium', type: 'text' },
  { fact: 'utm.campaign', label: 'Campaign name', type: 'text' },
  { fact: 'country', label: 'Country', type: 'option', options: COUNTRIES },
]

export function surfaceLabel({ surface }: Placement): string {
  return SURFACES.find(({ id }) => id === surface)?.label ?? surface
}

/** `As a conversation, where Page path matches /pricing*, after 10 s, once a visit`. */
export function placementInWords({ surface, shape, when, trigger, cap = DEFAULT_CAP }: Placement): string {
  const parts = [
    `As ${SHAPES.find(({ id }) => id === shape)?.label ?? shape}`,
    ...(surface === 'hosted' ? [] : [when ? `where ${inWords(when, PAGE_FACTS)}` : 'on every page']),
    ...(trigger ? [triggerInWords(trigger)] : []),
    ...(isUnasked(surface) && !trigger?.click ? [capInWords(cap)] : []),
  ]
  return parts.join(', ')
}

function triggerInWords({ delay, scroll, exit, idle, click, event, pages }: Trigger): string {
  const parts = [
    ...(delay === undefined ? [] : [`after ${delay} s on the page`]),
    ...(scroll === undefined ? [] : [`when ${scroll} % of the page was seen`]),
    ...(idle === undefined ? [] : [`after a pause of ${idle} s`]),
    ...(exit ? ['when the pointer leaves'] : []),
    ...(pages === undefined ? [] : [`from page ${pages} of the visit on`]),
    ...(click === undefined ? [] : [`when ${click} is clicked`]),
    ...(event === undefined ? [] : [`on the event ${event}`]),
  ]
  return parts.join(' and ')
}

function capInWords(cap: NonNullable<Placement['cap']>): string {
  const times = cap.times === 1 ? 'once' : cap.times === 2 ? 'twice' : `${cap.times} times`
  if (cap.per === 'session') return `${times} a visit`
  return cap.days === undefined ? `${times} a visitor` : `${times} a visitor in ${cap.days} days`
}
