import type { TimelineEntry } from '../leads/lead-card-type.ts'
import { findEventType } from '../scoring/event-types.ts'
import type { ActivityEventTable } from '../store/activity-tables.ts'
import { activityBody } from './activity-rows.ts'

/** What another system told, as a line of the lead's history. */
export function activityEntry(row: ActivityEventTable): Extract<TimelineEntry, { kind: 'activity' }> {
  const { name, properties = {} } = activityBody(row)
  const known = findEventType(row.type)
  const about = known?.about === 'name' ? name : properties[known?.about ?? '']
  return {
    kind: 'activity',
    at: Math.min(row.at, row.received_at),
    session: '',
    type: row.type,
    did:
      row.type === 'custom'
        ? (name ?? 'Custom event').replaceAll('_', ' ')
        : (known?.past ?? row.type.replaceAll('_', ' ')),
    about: row.type === 'custom' || about === undefined || about === '' ? null : String(about),
    path: row.path,
    source: row.source,
    ...(row.source === 'studio' && loggedBy(row.id, properties.by)),
    ignored: row.ignored,
  }
}

/** What a person noted down can be taken back, by its own id. */
function loggedBy(id: string, by: unknown) {
  return { log: id.slice(id.indexOf(':') + 1), by: typeof by === 'string' ? by : '' }
}
