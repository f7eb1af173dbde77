import type { Kysely } from 'kysely'
import { withAuthTables } from '../auth/auth-tables.ts'
import type { Deps } from '../deps.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { SYSTEM, type Target } from './hand-over-type.ts'
import { liveReleaseOf } from './live-release.ts'
import { queueHandOvers } from './queue-hand-over.ts'

interface Accepted {
  readonly workspaceId: string
  readonly leadId: string
  /** Id of the person or API key that put it to sales. */
  readonly by: string | null
  readonly at: number
}

/**
 * Queues a lead that somebody put to sales and that nobody owns: for themselves where they take leads, else for whoever the rules
 * say. Inside the unit that moves it.
 */
export async function queueAccepted(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'newId'>,
  { workspaceId, leadId, by, at }: Accepted,
): Promise<void> {
  const lead = await trx
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (!lead || lead.owner_id !== null || lead.consent_json === null) return
  const target = await targetFor(trx, lead, by)
  await queueHandOvers(trx, deps, [{ workspaceId, leadId, why: 'sal', target, fromOwner: null, actor: SYSTEM, at }])
}

async function targetFor(trx: Kysely<Database>, lead: LeadTable, by: string | null): Promise<Target> {
  const user =
    by === null
      ? undefined
      : await withAuthTables(trx).selectFrom('auth_users').select('email').where('id', '=', by).executeTakeFirst()
  const release = user && (await liveReleaseOf(trx, lead))
  const taker = release?.present.people.find(({ email }) => email.toLowerCase() === user?.email.toLowerCase())
  return taker ? { kind: 'person', person: taker.id, said: `${taker.name} accepted it` } : { kind: 'route' }
}
