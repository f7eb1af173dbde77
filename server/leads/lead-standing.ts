import type { Kysely } from 'kysely'
import { accountOf, domainsOf, loadAccountRules } from '../accounts/account-rules.ts'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'

interface Colleague {
  readonly email: string
  readonly domain: string
  readonly freeMail: boolean
}

/** How many other leads the same company has: the same business domain or another one of its account, robots left out. */
export async function countColleagues(
  db: Kysely<Database>,
  workspaceId: string,
  { email, domain, freeMail }: Colleague,
): Promise<number> {
  if (freeMail) return 0
  const rules = await loadAccountRules(db, workspaceId)
  const domains = domainsOf(rules, accountOf(rules, domain))
  return await countColleaguesAt(db, { workspaceId, email, domains })
}

/** The same at these domains. */
export async function countColleaguesAt(
  db: Kysely<Database>,
  { workspaceId, email, domains }: { workspaceId: string; email: string; domains: readonly string[] },
): Promise<number> {
  let count = 0
  for (const domain of domains) {
    const [row] = await countOthers(db, { workspaceId, domain, email })
    count += Number(row?.count ?? 0)
  }
  return count
}

const countOthers = defineQuery((db, values: { workspaceId: string; domain: string; email: string }) =>
  db
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .select(eb => eb.fn.countAll().as('count'))
    .where('leads.workspace_id', '=', values.workspaceId)
    .where('leads.email_domain', '=', values.domain)
    .where('leads.email', '<>', values.email)
    .where('sessions.quarantine', 'is', null),
)
