import { recordActivity } from '#server/activity/record-activity.ts'
import type { Deps } from '#server/deps.ts'
import { changeOwner } from '#server/hand-over/change-owner.ts'
import { startHandOvers } from '#server/hand-over/hand-over-worker.ts'
import { namedLeads } from './named-leads.ts'

type OwnerDeps = Pick<Deps, 'store' | 'log' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

const MINUTE_MS = 60_000

/** A hot lead whose deadline passed, and what Helen Ward says to it. */
const LATE = {
  email: 'susan.clarke@pellgate.example',
  to: 'peter',
  reason: 'Anna is at a fair, and the hour has passed',
}

/**
 * Leads whose owner came after their conversation: one asked for a quote by mail and goes to sales by the rules, another is given
 * to a colleague by hand. Call when the history is told.
 */
export async function tellOwners(deps: OwnerDeps, { workspaceId }: { readonly workspaceId: string }): Promise<void> {
  const at = deps.now() - 12 * MINUTE_MS
  const asking = await findWarm(deps, workspaceId)
  if (asking) {
    const quote = { id: 'quote-1', type: 'quote_requested', email: asking.email, at }
    await recordActivity(deps, { workspaceId, source: 'Mailer', actor: 'system', events: [quote] })
    const handOvers = startHandOvers(deps)
    await handOvers.runOnce()
    await handOvers.stop()
  }
  const late = await deps.store.db
    .selectFrom('leads')
    .select(['id', 'owner_id'])
    .where('workspace_id', '=', workspaceId)
    .where('email', '=', LATE.email)
    .executeTakeFirst()
  if (!late || late.owner_id === LATE.to) return
  const actor = { id: 'helen', name: 'Helen Ward' }
  const change = { person: LATE.to, reason: LATE.reason }
  await changeOwner(deps, { workspaceId, leadId: late.id, actor, change })
}

/** The newest warm lead that nobody owns, none of those that the tour of the demo shows. */
async function findWarm({ store }: Pick<Deps, 'store'>, workspaceId: string) {
  return await store.db
    .selectFrom('leads')
    .select('email')
    .where('workspace_id', '=', workspaceId)
    .where('temperature', '=', 'warm')
    .where('stage', '=', 'mql')
    .where('owner_id', 'is', null)
    .where(
      'email',
      'not in',
      namedLeads.map(({ answers }) => String(answers.email ?? '')),
    )
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}
