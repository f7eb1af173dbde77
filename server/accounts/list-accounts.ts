import { type Kysely, sql } from 'kysely'
import { FREE_MAIL } from '#flows/fields/email.ts'
import { companyNames } from '../leads/company-name.ts'
import type { Database } from '../store/schema.ts'
import { isPriority } from './account-facts.ts'
import { accountOf, loadAccountRules } from './account-rules.ts'

export type AccountSort = 'score' | 'people' | 'newest' | 'domain'

export interface AccountFilter {
  /** Looks in domains and company names. */
  readonly q?: string | undefined
  readonly priority?: boolean | undefined
  readonly committee?: boolean | undefined
}

/** One company of the list. */
export interface AccountRow {
  readonly domain: string
  /** Other domains that belong to it. */
  readonly domains: readonly string[]
  /** As its people call it, the newest word. */
  readonly name: string | null
  readonly people: number
  readonly score: number
  readonly committee: boolean
  readonly priority: boolean
  /** When one of its leads last changed. */
  readonly newestAt: number
  readonly owner: { readonly id: string; readonly name: string } | null
}

interface ListRequest {
  readonly workspaceId: string
  readonly filter: AccountFilter
  readonly sort: AccountSort
  readonly at: number
}

/** Companies that are looked at for one list, those with the newest leads: a bound, far above what people page through. */
const COMPANIES = 20_000

type Found = Omit<AccountRow, 'name' | 'owner'>

/** The companies behind the leads of a workspace, sorted; free-mail domains, robots and those turned away are left out. */
export async function findAccounts(db: Kysely<Database>, request: ListRequest): Promise<Found[]> {
  const { workspaceId, filter, sort, at } = request
  const rules = await loadAccountRules(db, workspaceId)
  const stored = await db
    .selectFrom('accounts')
    .select(['domain', 'score', 'committee_until'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const known = new Map(stored.map(row => [row.domain, row]))
  const groups = Map.groupBy(await companies(db, workspaceId, filter.q), row => accountOf(rules, row.email_domain))
  const found = [...groups].map(([domain, rows]): Found => {
    const standing = known.get(domain)
    const sum = (of: (row: Company) => number) => rows.reduce((total, row) => total + of(row), 0)
    const own =
      Math.max(...rows.map(({ fit }) => fit)) +
      (isPriority(rules, domain) ? rules.settings.priorityPoints : 0) +
      Math.min(
        rules.settings.engagementCap,
        sum(row => row.engagement),
      )
    return {
      domain,
      domains: rows.map(row => row.email_domain).filter(other => other !== domain),
      people: sum(row => Number(row.people)),
      score: Math.round(standing?.score ?? own),
      committee: (standing?.committee_until ?? 0) > at,
      priority: isPriority(rules, domain),
      newestAt: Math.max(...rows.map(row => row.newest_at)),
    }
  })
  return found.filter(row => isWanted(row, filter)).sort(ORDERS[sort])
}

/** What the list shows besides: names and owners, from the newest leads. */
export async function describeAccounts(
  db: Kysely<Database>,
  workspaceId: string,
  accounts: readonly Found[],
): Promise<AccountRow[]> {
  if (accounts.length === 0) return []
  const leads = await db
    .selectFrom('leads')
    .select(['id', 'email_domain', 'company', 'owner_id', 'owner_name'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'email_domain',
      'in',
      accounts.flatMap(({ domain, domains }) => [domain, ...domains]),
    )
    .orderBy('updated_at', 'desc')
    .limit(5_000)
    .execute()
  const names = await companyNames(db, workspaceId, leads)
  const byDomain = Map.groupBy(leads, lead => lead.email_domain)
  return accounts.map(account => {
    const own = [account.domain, ...account.domains].flatMap(domain => byDomain.get(domain) ?? [])
    const owned = own.find(lead => lead.owner_id !== null)
    return {
      ...account,
      name: own.map(lead => names.get(lead.id) ?? null).find(name => name !== null) ?? null,
      owner: owned?.owner_id ? { id: owned.owner_id, name: owned.owner_name ?? owned.owner_id } : null,
    }
  })
}

const ORDERS: Readonly<Record<AccountSort, (a: Found, b: Found) => number>> = {
  score: (a, b) => b.score - a.score || byDomain(a, b),
  people: (a, b) => b.people - a.people || b.score - a.score || byDomain(a, b),
  newest: (a, b) => b.newestAt - a.newestAt || byDomain(a, b),
  domain: byDomain,
}

function byDomain(a: Found, b: Found): number {
  return a.domain < b.domain ? -1 : 1
}

function isWanted(row: Found, { priority, committee }: AccountFilter): boolean {
  return (!priority || row.priority) && (!committee || row.committee)
}

type Company = Awaited<ReturnType<typeof companies>>[number]

async function companies(db: Kysely<Database>, workspaceId: string, q: string | undefined) {
  const robots = db
    .selectFrom('sessions')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('quarantine', 'is not', null)
  let query = db
    .selectFrom('leads')
    .select(eb => [
      'email_domain',
      eb.fn.countAll<number>().as('people'),
      sql<number>`max(fit)`.as('fit'),
      sql<number>`sum(engagement)`.as('engagement'),
      sql<number>`max(updated_at)`.as('newest_at'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('temperature', '<>', 'disqualified')
    .where('email_domain', 'not in', [...FREE_MAIL])
    .where('session_id', 'not in', robots)
    .groupBy('email_domain')
    .orderBy('newest_at', 'desc')
    .limit(COMPANIES)
  if (q) {
    const pattern = `%${q.toLowerCase().replaceAll(/[\\%_]/g, sign => `\\${sign}`)}%`
    query = query.having(
      sql<boolean>`max(case when email_domain like ${pattern} escape '\\'
        or lower(coalesce(company, '')) like ${pattern} escape '\\' then 1 else 0 end) = 1`,
    )
  }
  return await query.execute()
}
