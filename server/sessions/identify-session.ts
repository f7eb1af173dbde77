import type { IdentifyResponse } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import type { SessionTable } from '../store/session-tables.ts'
import { identitySecret, readIdentity } from './identity-token.ts'
import type { StoredContext } from './visit.ts'

/**
 * Notes on a session whom the customer's server says its visitor is. A token that does not hold changes nothing but for a
 * mark that people see, a line in the log and the answer to the page. The identity is shown, never scored or routed by.
 */
export async function identifySession(
  deps: Pick<Deps, 'store' | 'config' | 'now' | 'log'>,
  session: Pick<SessionTable, 'workspace_id' | 'site_id' | 'id'>,
  token: string,
): Promise<IdentifyResponse> {
  const at = deps.now()
  const { workspace_id: workspaceId, site_id: siteId, id } = session
  const read = readIdentity(token, identitySecret(deps.config.secret, { workspaceId, siteId }), at)
  if (!read.ok) deps.log.warn({ workspaceId, session: id, problem: read.problem }, 'identity token refused')
  await deps.store.write(async trx => {
    const query = trx
      .selectFrom('sessions')
      .select('context_json')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
    // SQLite runs one unit at a time and knows no row locks.
    const row = await (deps.store.engine === 'postgres' ? query.forUpdate() : query).executeTakeFirst()
    if (!row) return
    const context = JSON.parse(row.context_json) as StoredContext // written when the session was made, from a parsed request
    const noted: StoredContext = read.ok
      ? { ...context, identity: { ...read.identity, at } }
      : { ...context, flags: [...new Set([...(context.flags ?? []), 'identity_refused' as const])] }
    await trx
      .updateTable('sessions')
      .set({ context_json: JSON.stringify(noted) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute()
  })
  return read.ok ? { identified: true } : { identified: false, problem: read.problem }
}
