import type { Kysely } from 'kysely'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { Visit } from '../sessions/visit.ts'
import type { Database } from '../store/schema.ts'

/**
 * Notes what a conversation itself is among the visitor's acts, each once a session, so that rules can give points for it: a
 * form that was submitted (`form` is the id of the flow), a time that was booked, a demo that was asked for. Gives them as
 * rules look at them, as they will be read back. Nothing of a conversation that was left before its end.
 */
export async function recordOwnActs(
  trx: Kysely<Database>,
  visit: Visit,
  { partial, at }: { readonly partial: boolean; readonly at: number },
): Promise<BehaviorFact[]> {
  if (partial) return []
  const acts = ownTypes(visit).map(type => ({ id: idOf(type, visit), type, body: bodyOf(type, visit) }))
  await trx
    .insertInto('behavior_events')
    .values(
      acts.map(({ id, type, body }) => ({
        workspace_id: visit.workspaceId,
        visitor_id: visit.visitorId,
        id,
        session_id: visit.sessionId,
        type,
        path: visit.context.page.path,
        body_json: JSON.stringify(body),
        at,
        received_at: at,
      })),
    )
    .onConflict(conflict => conflict.columns(['workspace_id', 'visitor_id', 'id']).doNothing())
    .execute()
  const { path } = visit.context.page
  return acts.map(({ id, type, body }) => ({ id: `${visit.visitorId}:${id}`, type, path, ...body, at }))
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
