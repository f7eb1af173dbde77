import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { accountFacts } from '../accounts/account-facts.ts'
import { accountOf, loadAccountRules } from '../accounts/account-rules.ts'
import { isFreeMail } from '../leads/free-mail.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** A lead with what it and others said of it. */
interface Known {
  readonly lead: Pick<LeadTable, 'workspace_id' | 'id' | 'email' | 'email_domain'>
  readonly facts: Facts
}

/**
 * What conditions may know of the companies behind leads, by lead: the `account.*` that scores read, as the account worker
 * left them. All leads are of one workspace; one query for all of them.
 */
export async function loadAccountsOf(
  db: Kysely<Database>,
  leads: readonly Known[],
  at: number,
): Promise<ReadonlyMap<string, Facts>> {
  const [first] = leads
  if (!first) return new Map()
  const workspaceId = first.lead.workspace_id
  const rules = await loadAccountRules(db, workspaceId)
  const companies = leads.filter(({ lead, facts }) => lead.email_domain !== '' && !isFreeMail(facts))
  const accounts = await loadAccounts(
    db,
    workspaceId,
    companies.map(({ lead }) => accountOf(rules, lead.email_domain)),
  )
  const found = new Map<string, Facts>()
  for (const { lead, facts } of companies) {
    const { email, email_domain: domain } = lead
    // What lists say of a domain is in memory; who else is there was counted before.
    const listed = await accountFacts(db, { workspaceId, email, domain, freeMail: false, colleagues: 0, facts, at })
    const account = accounts.get(accountOf(rules, domain))
    found.set(lead.id, {
      ...listed,
      ...(account !== undefined &&
        account.people > 1 && {
          'account.people': account.people,
          'account.committee': account.committee_until > at,
          'account.score': account.score,
        }),
    })
  }
  return found
}

async function loadAccounts(db: Kysely<Database>, workspaceId: string, domains: readonly string[]) {
  if (domains.length === 0) return new Map()
  const rows = await db
    .selectFrom('accounts')
    .select(['domain', 'people', 'score', 'committee_until'])
    .where('workspace_id', '=', workspaceId)
    .where('domain', 'in', [...new Set(domains)])
    .execute()
  return new Map(rows.map(row => [row.domain, row]))
}
