import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { createWorkspaceMemory } from '../store/workspace-memory.ts'
import { type AccountSettings, readAccountSettings } from './account-settings.ts'
import { compileCompetitorList } from './competitor-list.ts'
import { compilePriorityList, type PriorityList } from './priority-list.ts'

/** What a workspace says about companies. Small, and looked at with every lead: kept in memory. */
export interface AccountRules {
  readonly settings: AccountSettings
  readonly priority: PriorityList
  /** Companies that are left out of scoring. */
  readonly competitors: PriorityList
  /** Domain that names the account, by a domain that belongs to it. */
  readonly domains: ReadonlyMap<string, string>
  /** Leads were merged here: a person may have several addresses. */
  readonly hasMerged: boolean
}

const memory = createWorkspaceMemory(readAccountRules)

/** Call once changed settings, domains, competitors, a changed priority list or the first merge are committed. */
export function forgetAccountRules(workspaceId: string): void {
  memory.forget(workspaceId)
}

/** What holds for the companies of a workspace; asks the database only every few seconds. */
export async function loadAccountRules(db: Kysely<Database>, workspaceId: string): Promise<AccountRules> {
  return await memory.load(db, workspaceId)
}

/** The account that a domain belongs to. */
export function accountOf({ domains }: Pick<AccountRules, 'domains'>, domain: string): string {
  return domains.get(domain) ?? domain
}

/** All domains of an account, its own first. */
export function domainsOf({ domains }: Pick<AccountRules, 'domains'>, account: string): string[] {
  return [account, ...[...domains].filter(([, owner]) => owner === account).map(([domain]) => domain)]
}

/** The same past the memory: for a unit that changes them. */
export async function readAccountRules(db: Kysely<Database>, workspaceId: string): Promise<AccountRules> {
  const settings = await db
    .selectFrom('account_settings')
    .select('settings_json')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const lines = await db
    .selectFrom('priority_accounts')
    .select(['pattern', 'listed'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const competitors = await db
    .selectFrom('competitors')
    .select('pattern')
    .where('workspace_id', '=', workspaceId)
    .execute()
  const domains = await db
    .selectFrom('account_domains')
    .select(['domain', 'account'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const alias = await db
    .selectFrom('lead_addresses')
    .select('email')
    .where('workspace_id', '=', workspaceId)
    .limit(1)
    .executeTakeFirst()
  return {
    settings: readAccountSettings(settings?.settings_json ?? null),
    priority: compilePriorityList(lines.map(({ pattern, listed }) => ({ pattern, listed: listed === 1 }))),
    competitors: compileCompetitorList(competitors.map(({ pattern }) => pattern)),
    domains: new Map(domains.map(({ domain, account }) => [domain, account])),
    hasMerged: alias !== undefined,
  }
}
