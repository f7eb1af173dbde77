import type { SessionEvent } from './api.ts'

/** The language a visitor reads in by now: that of the visit, until they switched to another. */
export function spokenLocale(first: string, log: readonly SessionEvent[]): string {
  const switched = log.findLast(event => event.type === 'switched')
  return switched?.locale ?? first
}

/** By step, the language in which its newest answer was given: what a visitor agreed to is worded in it. */
export function answeredIn(first: string, log: readonly SessionEvent[]): ReadonlyMap<string, string> {
  const spoken = new Map<string, string>()
  let locale = first
  for (const event of log) {
    if (event.type === 'switched') locale = event.locale
    if (event.type === 'answered') spoken.set(event.step, locale)
  }
  return spoken
}
