import { findEventType } from '../scoring/event-types.ts'
import { settledBy } from '../scoring/settled-by.ts'
import type { ActivityEvent } from './activity-event.ts'
import { readTold } from './read-told.ts'

/** A value of an event that was taken, but not understood. */
export interface ActivityWarning {
  readonly code: 'unknown_value'
  /** RFC 6901, into the event. */
  readonly pointer: string
  /** One sentence that says what became of it. */
  readonly detail: string
}

/** What a sender should look at again, though the event is kept. */
export function warningsOf(event: Pick<ActivityEvent, 'type' | 'properties' | 'at'>): ActivityWarning[] {
  const told = new Map(settledBy(event))
  return (findEventType(event.type)?.sets ?? []).flatMap(set => {
    const value = told.get(set.fact)
    if (!('property' in set) || value === undefined) return []
    const { warning } = readTold(set.fact, value)
    return warning ? [{ code: 'unknown_value', pointer: `/properties/${set.property}`, detail: warning }] : []
  })
}
