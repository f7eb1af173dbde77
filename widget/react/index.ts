import { createElement, type ReactElement, useEffect, useRef } from 'preact/compat'
import { loadParley, type ParleyOptions, parley } from '../npm/index.ts'
import type { ParleyEventName, ParleyEvents, ParleyFunction, ParleyShape } from '../page-api/page-types.ts'

// Written against preact/compat, which has React's own names; the build puts `react` in its place.

export { parley }

/** What an element of Parley takes. Changing one of the first four draws it anew. */
export interface ParleyElementProps extends ParleyListeners {
  /** Id of a published flow. */
  readonly flow: string
  readonly shape?: ParleyShape
  /** Language of the content, BCP 47; the nearest that the flow has is taken. */
  readonly locale?: string
  /** Keeps two elements of the same flow apart. */
  readonly id?: string
  readonly className?: string
}

/** One listener an event, as in `onCompleted`. */
export type ParleyListeners = {
  readonly [Name in ParleyEventName as `on${Capitalize<Name>}`]?: (detail: ParleyEvents[Name]) => void
}

/** Loads Parley with the first component that asks, and gives what commands it: `const parley = useParley({ server, site })`. */
export function useParley(options: ParleyOptions): ParleyFunction {
  const { server, site } = options
  const given = useRef(options)
  given.current = options
  // Another server or site is another script; the rest counts when the script is put on the page.
  useEffect(() => {
    loadParley(given.current)
  }, [server, site])
  return parley
}

/** Hears of an event as long as the component is there, whichever conversation it is of. */
export function useParleyEvent<Name extends ParleyEventName>(
  name: Name,
  listener: (detail: ParleyEvents[Name]) => void,
): void {
  const newest = useRef(listener)
  newest.current = listener
  useEffect(() => {
    const hear = (event: Event) => newest.current((event as CustomEvent<ParleyEvents[Name]>).detail) // ours by its name
    document.addEventListener(`parley:${name}`, hear)
    return () => document.removeEventListener(`parley:${name}`, hear)
  }, [name])
}

/** A conversation in the page, in the shape it is given. */
export function ParleyWidget(props: ParleyElementProps): ReactElement {
  return useElement('parley-widget', props)
}

/** A stepped form in the page. */
export function ParleyForm(props: ParleyElementProps): ReactElement {
  return useElement('parley-form', props)
}

const EVENTS: readonly ParleyEventName[] = [
  'shown',
  'opened',
  'started',
  'answered',
  'completed',
  'qualified',
  'booked',
  'abandoned',
  'error',
]

function useElement(tag: string, props: ParleyElementProps): ReactElement {
  const { flow, shape, locale, id, className } = props
  const element = useRef<HTMLElement>(null)
  const newest = useRef(props)
  newest.current = props
  const key = [flow, shape, locale, id].join(' ')
  useEffect(() => {
    const host = element.current
    if (!host) return
    const hear = (event: Event) => {
      const name = EVENTS.find(known => event.type === `parley:${known}`)
      const listener = name && newest.current[`on${name[0]?.toUpperCase()}${name.slice(1)}` as keyof ParleyListeners]
      // The name of the event picks both, which the compiler cannot follow.
      ;(listener as ((detail: unknown) => void) | undefined)?.((event as CustomEvent).detail)
    }
    for (const name of EVENTS) host.addEventListener(`parley:${name}`, hear)
    return () => {
      for (const name of EVENTS) host.removeEventListener(`parley:${name}`, hear)
    }
  }, [key])
  // Attributes are read when the element comes into the page, so another flow is another element.
  const attributes: object = { key, ref: element, flow, shape, locale, id, class: className }
  return createElement(tag, attributes)
}
