import type { BehaviorEvent, Decision } from '#flows/api.ts'
import { defineInsert, type NewRows } from './define-insert.ts'
import type { StoredEvent } from './event-log.ts'
import { inPieces } from './insert-all.ts'
import { withoutQuery } from './known-address.ts'

const insertEvents = defineInsert('session_events')
/** Acts of a visitor; what is there already stays. */
export const insertActs = defineInsert('behavior_events', insert =>
  insert.onConflict(conflict => conflict.columns(['workspace_id', 'visitor_id', 'id']).doNothing()),
)
const insertBehaviorReturning = defineInsert('behavior_events', insert =>
  insert.onConflict(conflict => conflict.columns(['workspace_id', 'visitor_id', 'id']).doNothing()).returning('id'),
)

interface LogOwner {
  readonly workspaceId: string
  readonly sessionId: string
}

/** A decision with its place among the server's own entries after one event. */
export interface NewDecision {
  readonly decision: Decision
  readonly sub: number
}

/** New lines of a session's log: what the widget sent and what the server decided after it. */
export function logRows(
  { workspaceId, sessionId }: LogOwner,
  log: { readonly fresh: readonly StoredEvent[]; readonly decisions: readonly NewDecision[]; readonly at: number },
): NewRows[] {
  const owner = { workspace_id: workspaceId, session_id: sessionId }
  const events = log.fresh.map(({ event, body, receivedAt }) => ({
    ...owner,
    seq: event.seq,
    sub: 0,
    type: event.type,
    body_json: body,
    at: event.at,
    received_at: receivedAt,
  }))
  const decisions = log.decisions.map(({ decision: { step, after, outcome, offer, early }, sub }) => ({
    ...owner,
    seq: after,
    sub,
    type: 'decided',
    body_json: JSON.stringify({ type: 'decided', step, outcome, by: early ? 'early' : 'server', offer }),
    at: log.at,
    received_at: log.at,
  }))
  return inPieces([...events, ...decisions]).map(insertEvents)
}

interface Actor extends LogOwner {
  readonly visitorId: string
}

/** What a visitor did on the site; what is there already stays. */
export function behaviorRows(actor: Actor, events: readonly BehaviorEvent[], receivedAt: number): NewRows[] {
  return inPieces(toBehaviorRows(actor, events, receivedAt)).map(insertActs)
}

/** The same, giving back the ids of those that were not there. */
export function behaviorRowsReturning(
  actor: Actor,
  events: readonly BehaviorEvent[],
  receivedAt: number,
): NewRows<{ id: string }>[] {
  return inPieces(toBehaviorRows(actor, events, receivedAt)).map(insertBehaviorReturning)
}

function toBehaviorRows(actor: Actor, events: readonly BehaviorEvent[], receivedAt: number) {
  return onceById(events).map(event => toBehaviorRow(actor, event, receivedAt))
}

function toBehaviorRow(
  { workspaceId, sessionId, visitorId }: Actor,
  { id, type, path, at, ...body }: BehaviorEvent,
  receivedAt: number,
) {
  const owner = { workspace_id: workspaceId, visitor_id: visitorId, session_id: sessionId }
  return { ...owner, id, type, path: withoutQuery(path), body_json: JSON.stringify(body), at, received_at: receivedAt }
}

/** In one order for everybody, so that two transactions never wait for each other's rows. */
function onceById(events: readonly BehaviorEvent[]): BehaviorEvent[] {
  const byId = new Map<string, BehaviorEvent>()
  for (const event of events) if (!byId.has(event.id)) byId.set(event.id, event)
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}
