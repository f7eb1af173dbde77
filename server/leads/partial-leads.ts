import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { inUnit } from '../sessions/in-unit.ts'
import type { Settled } from '../sessions/settle.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { acceptLead } from './accept-lead.ts'
import { loadVisits } from './load-visits.ts'

type PartialDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId' | 'wakeDelivery'>
type Left = Pick<SessionTable, 'workspace_id' | 'id'>

const POLL_MS = 60_000
const AT_ONCE = 50

/**
 * Makes partial leads of conversations that were left after e-mail and consent (R17). Any number of servers may share a
 * database: a conversation is taken by whoever clears its mark first. A run counts those that became or changed a lead.
 */
export function startPartialLeads(deps: PartialDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const trouble = 'conversations that were left could not be read'
  return repeat(stopping => takeAll(deps, stopping), { log: deps.log, poll, trouble })
}

async function takeAll(deps: PartialDeps, stopping: () => boolean): Promise<number> {
  let taken = 0
  // One that cannot be taken must not hold up the others.
  const failed = new Set<string>()
  for (;;) {
    const due = await deps.store.db
      .selectFrom('sessions')
      .select(['workspace_id', 'id'])
      .where('partial_at', '<=', deps.now())
      .orderBy('partial_at')
      .limit(AT_ONCE + failed.size)
      .execute()
    const left = due.filter(({ id }) => !failed.has(id))
    if (left.length === 0) return taken
    for (const session of left) {
      if (stopping()) return taken
      try {
        if (await takeOne(deps, session)) taken += 1
      } catch (error) {
        failed.add(session.id)
        deps.log.error({ err: error, session: session.id }, 'a conversation that was left could not become a lead')
      }
    }
  }
}

async function takeOne(deps: PartialDeps, { workspace_id: workspaceId, id }: Left): Promise<boolean> {
  const at = deps.now()
  const { settled } = await inUnit(deps, { workspaceId, at }, async (trx, onDraw) => {
    // Cleared before anything else: another server waits here, and finds nothing to do.
    const session = await trx
      .updateTable('sessions')
      .set({ partial_at: null })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .where('partial_at', '<=', at)
      .returning('lead_id')
      .executeTakeFirst()
    const [visit] = session ? await loadVisits(trx, workspaceId, [id]) : []
    if (!session || !visit) return { settled: NOTHING }
    const lead = await acceptLead(trx, deps, {
      visit,
      step: visit.played.position.id,
      leadId: session.lead_id,
      behavior: [],
      onDraw,
      partial: true,
      at,
    })
    await trx
      .updateTable('sessions')
      .set({ lead_id: lead.leadId ?? session.lead_id })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
    return { settled: { accepted: [lead] } }
  })
  return settled.accepted.some(({ change }) => change !== null)
}

const NOTHING: Pick<Settled, 'accepted'> = { accepted: [] }
