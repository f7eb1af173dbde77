import type { ParleyEventName, ParleyEvents, ParleyListener } from './page-types.ts'
import { toDataLayer } from './to-data-layer.ts'

type Listener = ParleyListener<ParleyEventName>

const listeners = new Map<ParleyEventName, Set<Listener>>()

/** Hears of an event from now on. Listening twice with one function is listening once. */
export function listen(name: ParleyEventName, listener: Listener): void {
  const those = listeners.get(name) ?? new Set()
  listeners.set(name, those.add(listener))
}

/** Hears of it no more; without a function nobody does, without a name nobody of anything. */
export function unlisten(name?: ParleyEventName, listener?: Listener): void {
  if (name === undefined) listeners.clear()
  else if (listener === undefined) listeners.delete(name)
  else listeners.get(name)?.delete(listener)
}

/**
 * Tells the page: whoever asked by `parley('on', …)`, the element as the DOM event `parley:{name}` (it bubbles), and
 * `dataLayer`. What a listener throws is the page's own error, and reported as such.
 */
export function tell<Name extends ParleyEventName>(name: Name, detail: ParleyEvents[Name], host?: Element): void {
  const target = host?.isConnected ? host : document
  target.dispatchEvent(new CustomEvent(`parley:${name}`, { bubbles: true, composed: true, detail }))
  for (const listener of [...(listeners.get(name) ?? [])]) {
    try {
      // Listeners are kept under the name of what they take.
      ;(listener as ParleyListener<Name>)(detail)
    } catch (error) {
      reportError(error)
    }
  }
  toDataLayer(name, detail)
}

/** Something did not work that the page's developer can mend or wants to know of. */
export function tellTrouble(code: ParleyEvents['error']['code'], message: string, flow?: string): void {
  tell('error', { code, message, at: Date.now(), ...(flow !== undefined && { flow }) })
}
