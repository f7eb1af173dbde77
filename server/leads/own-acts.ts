import type { BehaviorFact } from '../scoring/behavior.ts'
import type { NewRows } from '../sessions/define-insert.ts'
import { insertActs } from '../sessions/session-rows.ts'
import type { Visit } from '../sessions/visit.ts'

/** What a conversation itself is among the visitor's acts. */
export interface OwnActs {
  /** As rules look at them, as they will be read back. */
  readonly facts: readonly BehaviorFact[]
  /** To be stored with the lead. */
  readonly rows: NewRows
}

/**
 * A form that was submitted (`form` is the id of the flow), a time that was booked, a demo that was asked for: each once a
 * session, so that rules can give points for it. Nothing of a conversation that was left before its end.
 */
export function ownActsOf(visit: Visit, { partial, at }: { readonly partial: boolean; readonly at: number }): OwnActs {
  const { workspaceId, visitorId, sessionId } = visit
  const { path } = visit.context.page
  const types = partial ? [] : ownTypes(visit)
  const acts = types.map(type => ({ id: idOf(type, visit), type, body: bodyOf(type, visit) }))
  return {
    facts: acts.map(({ id, type, body }) => ({ id: `${visitorId}:${id}`, type, path, ...body, at })),
    rows: insertActs(
      acts.map(({ id, type, body }) => ({
        workspace_id: workspaceId,
        visitor_id: visitorId,
        session_id: sessionId,
        id,
        type,
        path,
        body_json: JSON.stringify(body),
        at,
        received_at: at,
      })),
    ),
  }
}

type OwnType = 'form_submitted' | 'meeting_booked' | 'demo_requested'

function ownTypes({ release, booked }: Visit): OwnType[] {
  return [
    'form_submitted',
    ...(booked ? (['meeting_booked'] as const) : []),
    ...(release.flow.request === 'demo' ? (['demo_requested'] as const) : []),
  ]
}

/** Longer than any id a widget may send, so that the two never meet. */
function idOf(type: OwnType, { sessionId }: Visit): string {
  return `${type}:${sessionId}${'.'.repeat(64)}`.slice(0, 80)
}

function bodyOf(type: OwnType, { release, context }: Visit): Pick<BehaviorFact, 'properties'> {
  if (type === 'demo_requested') return {}
  const { surface, shape } = context
  return { properties: { form: release.flow.id, surface, shape } }
}
