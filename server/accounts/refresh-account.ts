import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { isPriority } from './account-facts.ts'
import { type AccountPerson, countingPeople, loadAccountPeople } from './account-people.ts'
import { domainsOf, loadAccountRules } from './account-rules.ts'
import { type AccountScore, accountScore } from './account-score.ts'
import { committeeUntil } from './committee.ts'
import { loadOwnPoints } from './own-points.ts'

/** An account at a moment. */
export interface AccountStanding extends AccountScore {
  readonly account: string
  readonly domains: readonly string[]
  /** All of them, newest first; those who count come to `counted`. */
  readonly people: readonly AccountPerson[]
  readonly counted: number
  readonly committeeUntil: number
  readonly committee: boolean
  readonly priority: boolean
}

/** What an account comes to now, from its people. */
export async function standingOf(
  db: Kysely<Database>,
  { workspaceId, account, at }: { readonly workspaceId: string; readonly account: string; readonly at: number },
): Promise<AccountStanding> {
  const rules = await loadAccountRules(db, workspaceId)
  const domains = domainsOf(rules, account)
  const people = await loadAccountPeople(db, workspaceId, domains)
  const counting = countingPeople(people)
  const until = committeeUntil(counting, rules.settings)
  const marks = { committee: until > at, priority: isPriority(rules, account) }
  const own = await loadOwnPoints(db, workspaceId, counting, at)
  return {
    account,
    domains,
    people,
    counted: counting.length,
    committeeUntil: until,
    ...marks,
    ...accountScore(own, marks, rules.settings),
  }
}

/**
 * Stores what an account comes to, inside a unit; gives back the people whose score it changes. Accounts of one person off
 * the priority list are worth what that person is, and have no row.
 */
export async function refreshAccount(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  { workspaceId, account }: { readonly workspaceId: string; readonly account: string },
): Promise<readonly string[]> {
  const at = deps.now()
  const standing = await standingOf(trx, { workspaceId, account, at })
  const before = await trx
    .selectFrom('accounts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('domain', '=', account)
    .executeTakeFirst()
  const isKept = standing.counted > 1 || standing.priority
  if (!isKept) {
    if (!before) return []
    await trx.deleteFrom('accounts').where('workspace_id', '=', workspaceId).where('domain', '=', account).execute()
    return standing.people.map(({ id }) => id)
  }
  const row = {
    people: standing.counted,
    score: standing.score,
    committee_until: standing.committee ? standing.committeeUntil : 0,
    lines_json: JSON.stringify(standing.lines),
    updated_at: at,
  }
  await trx
    .insertInto('accounts')
    .values({ workspace_id: workspaceId, domain: account, ...row })
    .onConflict(conflict => conflict.columns(['workspace_id', 'domain']).doUpdateSet(row))
    .execute()
  const isSame =
    before !== undefined &&
    before.people === row.people &&
    before.score === row.score &&
    before.committee_until > 0 === row.committee_until > 0
  return isSame ? [] : standing.people.map(({ id }) => id)
}
