import type { Kysely } from 'kysely'
import type { Visit } from '../sessions/visit.ts'
import type { Database } from '../store/schema.ts'

/** Notes a completed demo request among the visitor's acts, once a session: rules can give points for it. */
export async function recordDemoRequest(trx: Kysely<Database>, visit: Visit, at: number): Promise<void> {
  await trx
    .insertInto('behavior_events')
    .values({
      workspace_id: visit.workspaceId,
      visitor_id: visit.visitorId,
      // Longer than any id a widget may send, so that the two never meet.
      id: `demo_requested:${visit.sessionId}${'.'.repeat(64)}`.slice(0, 80),
      session_id: visit.sessionId,
      type: 'demo_requested',
      path: visit.context.page.path,
      body_json: '{}',
      at,
      received_at: at,
    })
    .onConflict(conflict => conflict.columns(['workspace_id', 'visitor_id', 'id']).doNothing())
    .execute()
}
