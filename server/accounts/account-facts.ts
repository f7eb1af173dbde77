import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Database } from '../store/schema.ts'
import { countingPeople, levelIn, loadAccountPeople } from './account-people.ts'
import { type AccountRules, accountOf, domainsOf, loadAccountRules } from './account-rules.ts'
import { accountScore } from './account-score.ts'
import { committeeUntil } from './committee.ts'
import { loadOwnPoints } from './own-points.ts'

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
 * What rules may know of the company behind a lead: `account.people`, `account.committee`, `account.priority`, `account.score`.
 * Empty, and without a look at the database, for somebody without colleagues in a workspace without a priority list.
 */
export async function accountFacts(trx: Kysely<Database>, of: Of): Promise<Facts> {
  const { workspaceId, domain, freeMail, colleagues } = of
  if (freeMail || domain === '') return NONE
  const rules = await loadAccountRules(trx, workspaceId)
  const account = accountOf(rules, domain)
  if (colleagues === 0) return rules.priority.size === 0 ? NONE : { 'account.priority': isPriority(rules, account) }
  return await factsAmong(trx, of, { rules, account })
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
