import type { Fact } from '#flows/condition.ts'
import { type BehaviorFact, TOLD } from '../scoring/behavior.ts'
import type { ActivityEventTable } from '../store/activity-tables.ts'
import type { ActivityEvent } from './activity-event.ts'
import type { IgnoredReason } from './machine-acts.ts'

interface Body {
  readonly name?: string
  readonly properties?: Readonly<Record<string, Fact>>
}

/** An event on its way into the table. */
export function toActivityRow(
  event: ActivityEvent,
  of: {
    readonly workspaceId: string
    readonly source: string
    readonly leadId: string | null
    readonly ignored: IgnoredReason | null
    readonly receivedAt: number
  },
): ActivityEventTable {
  const { name, properties, subject } = event
  const body: Body = { ...(name !== undefined && { name }), ...(Object.keys(properties).length > 0 && { properties }) }
  return {
    workspace_id: of.workspaceId,
    id: rowId(of.source, event.id),
    lead_id: of.leadId,
    visitor_id: subject.visitor ?? null,
    email: subject.email ?? null,
    source: of.source,
    type: event.type,
    path: event.path,
    body_json: JSON.stringify(body),
    ignored: of.ignored,
    body_hash: event.hash,
    at: event.at,
    received_at: of.receivedAt,
  }
}

/** Senders choose their ids, so each has room of its own. */
export function rowId(source: string, id: string): string {
  return `${source}:${id}`
}

/** As rules look at it. */
export function toActivityFact(row: ActivityEventTable): BehaviorFact {
  const { name, properties = {} } = activityBody(row)
  const { file, title } = properties
  return {
    id: `${TOLD}${row.id}`,
    type: row.type,
    path: row.path,
    ...(name !== undefined && { name }),
    ...(typeof file === 'string' && { file }),
    ...(typeof title === 'string' && { title }),
    properties,
    at: Math.min(row.at, row.received_at),
  }
}

export function activityBody(row: Pick<ActivityEventTable, 'body_json'>): Body {
  return JSON.parse(row.body_json) as Body // written above only
}
