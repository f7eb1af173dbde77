import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import type { Database } from '../store/schema.ts'
import { countingPeople, levelIn, loadAccountPeople } from './account-people.ts'
import { type AccountRules, accountOf, domainsOf, loadAccountRules } from './account-rules.ts'
import { accountScore } from './account-score.ts'
import { committeeUntil } from './committee.ts'
import { loadOwnPoints } from './own-points.ts'
import { readPattern } from './priority-list.ts'

interface Of {
  readonly workspaceId: string
  /** The lead's own address: it is counted once, whether stored or not. */
  readonly email: string
  readonly domain: string
  /** A free-mail address belongs to no account. */
  readonly freeMail: boolean
  /** Other leads of the same company. */
  readonly colleagues: number
  /** What the lead says of itself. */
  readonly facts: Facts
  readonly at: number
}

const NONE: Facts = {}

/**
 * What rules may know of the company behind a lead: `account.people`, `account.committee`, `account.priority`,
 * `account.score`, and `account.competitor` for those on that list, by their address or by the company that others told of.
 * Empty, and without a look at the database, for somebody without colleagues in a workspace without lists.
 */
export async function accountFacts(trx: Kysely<Database>, of: Of): Promise<Facts> {
  const { workspaceId, domain, freeMail, colleagues, facts } = of
  const rules = await loadAccountRules(trx, workspaceId)
  const own = freeMail ? '' : domain
  const rival = competitorFacts(rules, [own, facts['company.domain']])
  if (own === '') return rival
  const account = accountOf(rules, domain)
  if (colleagues > 0) return { ...(await factsAmong(trx, of, { rules, account })), ...rival }
  return rules.priority.size === 0 ? rival : { 'account.priority': isPriority(rules, account), ...rival }
}

/** `account.competitor` where one of these domains is a competitor's, or belongs to a company that is one. */
export function competitorFacts(
  rules: Pick<AccountRules, 'competitors' | 'domains'>,
  domains: readonly (Fact | undefined)[],
): Facts {
  if (rules.competitors.size === 0) return NONE
  const isListed = domains.some(domain => typeof domain === 'string' && domain !== '' && isCompetitor(rules, domain))
  return isListed ? { 'account.competitor': true } : NONE
}

/** Whether a domain, or another one of its account, is on the list of competitors. Whole addresses (`https://…`) are read. */
export function isCompetitor(rules: Pick<AccountRules, 'competitors' | 'domains'>, domain: string): boolean {
  const plain = readPattern(domain) ?? domain.toLowerCase()
  return domainsOf(rules, accountOf(rules, plain)).some(one => rules.competitors.match(one) !== null)
}

/** Whether one of the account's domains is on the priority list. */
export function isPriority(rules: Pick<AccountRules, 'priority' | 'domains'>, account: string): boolean {
  return domainsOf(rules, account).some(domain => rules.priority.match(domain) !== null)
}

async function factsAmong(
  trx: Kysely<Database>,
  { workspaceId, email, facts, at }: Of,
  { rules, account }: { readonly rules: AccountRules; readonly account: string },
): Promise<Facts> {
  const people = countingPeople(await loadAccountPeople(trx, workspaceId, domainsOf(rules, account)))
  const others = people.filter(person => person.email !== email)
  const comers = [...others, { level: levelIn(facts), seenAt: at }]
  const committee = committeeUntil(comers, rules.settings) > at
  const priority = isPriority(rules, account)
  const stored = await trx
    .selectFrom('accounts')
    .select('score')
    .where('workspace_id', '=', workspaceId)
    .where('domain', '=', account)
    .executeTakeFirst()
  // The account worker comes right after and takes the new one in.
  const score =
    stored?.score ??
    accountScore(await loadOwnPoints(trx, workspaceId, people, at), { committee, priority }, rules.settings).score
  return {
    'account.people': comers.length,
    'account.committee': committee,
    ...(rules.priority.size > 0 && { 'account.priority': priority }),
    'account.score': score,
  }
}
