import type { Kysely } from 'kysely'
import { inPieces } from '../sessions/insert-all.ts'
import type { Database } from '../store/schema.ts'
import { accountOf, readAccountRules } from './account-rules.ts'
import { compilePriorityList } from './priority-list.ts'

/** Accounts that are looked at again after one change of the list; the others follow when their next lead comes. */
const ACCOUNTS = 10_000

/** Has the account worker look again at every company these patterns mean. */
export async function noteMatching(
  trx: Kysely<Database>,
  {
    workspaceId,
    patterns,
    at,
  }: { readonly workspaceId: string; readonly patterns: readonly string[]; readonly at: number },
): Promise<void> {
  if (patterns.length === 0) return
  const list = compilePriorityList(patterns.map(pattern => ({ pattern, listed: true })))
  const rows = await trx
    .selectFrom('leads')
    .select('email_domain')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .execute()
  const matching = rows.map(row => row.email_domain).filter(domain => list.match(domain) !== null)
  await noteAccounts(trx, { workspaceId, domains: matching, at })
}

/** The same for these domains. What was known of them is forgotten, so that everybody there is scored anew. */
export async function noteAccounts(
  trx: Kysely<Database>,
  {
    workspaceId,
    domains,
    at,
  }: { readonly workspaceId: string; readonly domains: readonly string[]; readonly at: number },
): Promise<void> {
  // The caller's unit may have changed which domains are of one company.
  const rules = await readAccountRules(trx, workspaceId)
  const accounts = [...new Set(domains.map(domain => accountOf(rules, domain)))].slice(0, ACCOUNTS).sort()
  for (const piece of inPieces(accounts)) {
    // The work first: the account worker locks both in this order.
    await trx
      .insertInto('account_work')
      .values(piece.map(domain => ({ workspace_id: workspaceId, domain, due_at: at })))
      .onConflict(conflict => conflict.columns(['workspace_id', 'domain']).doUpdateSet({ due_at: at }))
      .execute()
    await trx
      .updateTable('accounts')
      // No account has as many: the next look finds it changed.
      .set({ people: -1 })
      .where('workspace_id', '=', workspaceId)
      .where('domain', 'in', piece)
      .execute()
  }
}

/** The same for every company with several people or on the priority list. */
export async function noteAllAccounts(
  trx: Kysely<Database>,
  { workspaceId, at }: { readonly workspaceId: string; readonly at: number },
): Promise<void> {
  const rows = await trx.selectFrom('accounts').select('domain').where('workspace_id', '=', workspaceId).execute()
  await noteAccounts(trx, { workspaceId, domains: rows.map(({ domain }) => domain), at })
}
