import type { Fact } from '#flows/condition.ts'
import type { BehaviorFact } from './behavior.ts'
import { exampleFor } from './can-hold.ts'
import { findEventType } from './event-types.ts'
import { type EventFilter, fits } from './rules/event-filter.ts'

/** The plainest act that a filter lets pass, done at that moment; null where none is found. */
export function exampleAct(filter: EventFilter, { id, at }: { readonly id: string; readonly at: number }) {
  const { event = 'page_viewed', path, name, file, where } = filter
  const properties = where ? exampleFor(where) : {}
  if (properties === null) return null
  const told = Object.entries(properties).filter((entry): entry is [string, Fact] => entry[1] !== undefined)
  for (const run of ['', 'a']) {
    const act: BehaviorFact = {
      id,
      type: event,
      path: path === undefined ? '/' : plain(path, run),
      ...(name !== undefined && { name }),
      ...(file !== undefined && { file: plain(file, run) }),
      ...(told.length > 0 && { properties: Object.fromEntries(told) }),
      at,
    }
    if (fits(filter, act)) return act
  }
  return null
}

/** What somebody has to do, in words: `File downloaded: guide.pdf`. */
export function actInWords({ event = 'page_viewed', path, name, file }: EventFilter): string {
  const label = findEventType(event)?.label ?? event.replaceAll('_', ' ')
  const about = [file, name, path].find(part => part !== undefined)
  return about === undefined ? label : `${label}: ${about}`
}

function plain(glob: string, run: string): string {
  return glob.startsWith('*') ? glob.slice(1).replaceAll('*', run) : glob.replaceAll('*', run)
}
