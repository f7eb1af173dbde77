import { saveDomains } from '#server/accounts/save-domains.ts'
import { importPriorityRows } from '#server/accounts/save-priority.ts'
import type { Deps } from '#server/deps.ts'
import { priorityDomains } from '../tallybarn-routing.ts'

/** Companies of one group that came lately, and leads among which they are looked for. */
const GROUP = 3
const LATELY = 150

/** What Tallybarn's marketers say of companies: whom they want most, and which three are one group. */
export async function tellAccounts(
  deps: Pick<Deps, 'store' | 'now'>,
  { workspaceId }: { readonly workspaceId: string },
): Promise<void> {
  const at = deps.now()
  const note = 'To the enterprise lead within 15 minutes'
  const rows = priorityDomains.map((domain, index) => ({ row: index + 1, domain, name: null, note }))
  const patterns = [{ row: rows.length + 1, domain: '*.gov.example', name: 'Public buyers', note: null }]
  const [account, ...domains] = await findGroup(deps, workspaceId)
  await deps.store.write(async trx => {
    await importPriorityRows(trx, { workspaceId, rows: [...rows, ...patterns], actor: 'system', at })
    if (account) await saveDomains(trx, { workspaceId, account, domains, at })
  })
}

/** Companies whose names begin with the same word. */
async function findGroup({ store }: Pick<Deps, 'store'>, workspaceId: string): Promise<readonly string[]> {
  const leads = await store.db
    .selectFrom('leads')
    .select('email_domain')
    .where('workspace_id', '=', workspaceId)
    .where('temperature', '=', 'hot')
    .orderBy('created_at', 'desc')
    .limit(LATELY)
    .execute()
  const domains = [...new Set(leads.map(lead => lead.email_domain))].filter(domain => domain.includes('-'))
  const groups = Map.groupBy(domains, domain => domain.slice(0, domain.indexOf('-')))
  return [...groups.values()].find(group => group.length >= GROUP)?.slice(0, GROUP) ?? []
}
