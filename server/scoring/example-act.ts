import type { Fact } from '#flows/condition.ts'
import type { BehaviorFact } from './behavior.ts'
import { exampleFor } from './can-hold.ts'
import { findEventType } from './event-types.ts'
import { type EventFilter, fits } from './rules/event-filter.ts'

/** The plainest act that a filter lets pass, done at that moment, on a page of that name if one is given; null where none is found. */
export function exampleAct(
  filter: EventFilter,
  { id, at, page }: { readonly id: string; readonly at: number; readonly page?: string },
) {
  const { event = 'page_viewed', path, name, file, where, minSeconds, minScrolled } = filter
  const properties = where ? exampleFor(where) : {}
  if (properties === null) return null
  const told = Object.entries(properties).filter((entry): entry is [string, Fact] => entry[1] !== undefined)
  for (const run of page === undefined ? ['', 'a'] : [page]) {
    const act: BehaviorFact = {
      id,
      type: event,
      path: path === undefined ? `/${page ?? ''}` : plain(path, run),
      ...(name !== undefined && { name }),
      ...(file !== undefined && { file: plain(file, run) }),
      ...(minSeconds !== undefined && { seconds: minSeconds }),
      ...(minScrolled !== undefined && { scrolled: minScrolled }),
      ...(told.length > 0 && { properties: Object.fromEntries(told) }),
      at,
    }
    if (fits(filter, act)) return act
  }
  return null
}

/** What somebody has to do, in words: `File downloaded: guide.pdf`. */
export function actInWords({ event = 'page_viewed', path, name, file, minSeconds, minScrolled }: EventFilter): string {
  const label = findEventType(event)?.label ?? event.replaceAll('_', ' ')
  const about = [file, name, path].find(part => part !== undefined)
  const stay = [
    ...(minSeconds === undefined ? [] : [`${minSeconds} seconds or more`]),
    ...(minScrolled === undefined ? [] : [`seen down to ${minScrolled}%`]),
  ]
  return [about === undefined ? label : `${label}: ${about}`, ...stay].join(', ')
}

function plain(glob: string, run: string): string {
  return glob.startsWith('*') ? glob.slice(1).replaceAll('*', run) : glob.replaceAll('*', run)
}
