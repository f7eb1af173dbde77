import { setImmediate } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Fact } from '#flows/condition.ts'
import { FREE_MAIL } from '#flows/fields/email.ts'
import { FACT_SOURCES } from '../leads/lead-facts.ts'
import type { Database } from '../store/schema.ts'
import { accountOf, loadAccountRules } from './account-rules.ts'
import { compileCompetitorList, withParents } from './competitor-list.ts'
import { readPattern } from './priority-list.ts'

/** One line of the list of competitors. */
export interface CompetitorRow {
  /** A domain, or one with `*` for any characters. */
  readonly pattern: string
  readonly note: string | null
  /** Name of whoever put it there. */
  readonly by: string
  readonly at: number
  /** Leads whom it leaves out: by their address, another domain of their company, or the company that others told of. */
  readonly leads: number
}

/** Domains looked at before others have their turn. */
const AT_ONCE = 1_000

/** The workspace's competitors by the alphabet, each with how many leads it means. Reads much: for the connection of reports. */
export async function listCompetitors(
  reports: Kysely<Database>,
  workspaceId: string,
): Promise<readonly CompetitorRow[]> {
  const lines = await reports
    .selectFrom('competitors')
    .select(['pattern', 'note', 'actor_name', 'at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('pattern')
    .execute()
  if (lines.length === 0) return []
  const { domains } = await loadAccountRules(reports, workspaceId)
  const meaning = linesMeaning(
    lines.map(({ pattern }) => pattern),
    domains,
  )
  const leads = new Map<string, number>()
  const add = (patterns: Iterable<string>, count: number) => {
    for (const pattern of patterns) leads.set(pattern, (leads.get(pattern) ?? 0) + count)
  }
  for (const [index, { domain, count }] of (await countByAddress(reports, workspaceId)).entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate()
    add(meaning(domain), count)
  }
  for (const [index, { domain, told }] of (await loadTold(reports, workspaceId)).entries()) {
    if (index % AT_ONCE === AT_ONCE - 1) await setImmediate()
    const counted = meaning(domain)
    add(
      [...meaning(told)].filter(pattern => !counted.has(pattern)),
      1,
    )
  }
  return lines.map(({ pattern, note, actor_name, at }) => {
    return { pattern, note, by: actor_name, at, leads: leads.get(pattern) ?? 0 }
  })
}

/** Finds the lines that mean a domain or another one of its company: those without `*` by name, however many they are. */
function linesMeaning(
  patterns: readonly string[],
  domains: ReadonlyMap<string, string>,
): (domain: string) => ReadonlySet<string> {
  const named = new Set(patterns.filter(pattern => !pattern.includes('*')))
  const wide = patterns
    .filter(pattern => pattern.includes('*'))
    .map(pattern => ({ pattern, list: compileCompetitorList([pattern]) }))
  const byAccount = Map.groupBy(domains.keys(), domain => accountOf({ domains }, domain))
  return domain => {
    // Anybody can have a mailbox there.
    if (FREE_MAIL.has(domain)) return new Set()
    const account = accountOf({ domains }, domain)
    const all = [account, ...(byAccount.get(account) ?? [])]
    return new Set([
      ...all.flatMap(withParents).filter(one => named.has(one)),
      ...wide.filter(({ list }) => all.some(one => list.match(one) !== null)).map(({ pattern }) => pattern),
    ])
  }
}

async function countByAddress(reports: Kysely<Database>, workspaceId: string) {
  const rows = await reports
    .selectFrom('leads')
    .select(['email_domain', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('email_domain')
    .execute()
  return rows.map(({ email_domain, count }) => ({ domain: email_domain, count: Number(count) }))
}

/** Whoever others told to be of another company, once each, by the most believed. */
async function loadTold(reports: Kysely<Database>, workspaceId: string) {
  const rows = await reports
    .selectFrom('lead_facts')
    .innerJoin('leads', join =>
      join.onRef('leads.workspace_id', '=', 'lead_facts.workspace_id').onRef('leads.id', '=', 'lead_facts.lead_id'),
    )
    .select(['lead_facts.lead_id', 'lead_facts.source', 'lead_facts.value_json', 'leads.email_domain'])
    .where('lead_facts.workspace_id', '=', workspaceId)
    .where('lead_facts.fact', '=', 'company.domain')
    .execute()
  const strongestFirst = rows.sort((a, b) => FACT_SOURCES.indexOf(a.source) - FACT_SOURCES.indexOf(b.source))
  const strongest = new Map<string, { readonly domain: string; readonly told: string }>()
  for (const { lead_id, value_json, email_domain } of strongestFirst) {
    const told = JSON.parse(value_json) as Fact // written by `saveLeadFacts`
    if (strongest.has(lead_id) || typeof told !== 'string') continue
    strongest.set(lead_id, { domain: email_domain, told: readPattern(told) ?? told.toLowerCase() })
  }
  return [...strongest.values()]
}
