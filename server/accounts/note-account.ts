import { type Kysely, sql } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'
import { accountOf, loadAccountRules } from './account-rules.ts'

/** A company to be looked at again. */
export interface NotedAccount {
  readonly workspaceId: string
  /** Any domain of the account. */
  readonly domain: string
  /** How many others are there: where many are, they are looked at together. */
  readonly colleagues?: number
  readonly at: number
}

/** Companies of more people wait a little for more of them, by this for each further one, and no longer than a minute. */
const AT_ONCE = 20
const WAIT_MS = 500
const LONGEST_MS = 60_000

/** Has the account worker look at a company again once the unit is committed. Only for those with several people. */
export async function noteAccount(trx: Kysely<Database>, noted: NotedAccount): Promise<void> {
  await putWork(trx, await workFor(trx, noted))
}

/** The same for several, each once. The last act of a unit: whoever locks several companies does it in the order of their names. */
export async function noteAccountsInOrder(trx: Kysely<Database>, noted: readonly NotedAccount[]): Promise<void> {
  const work = new Map<string, Work>()
  for (const one of noted) {
    const wanted = await workFor(trx, one)
    const name = `${wanted.workspaceId} ${wanted.account}`
    if (wanted.at < (work.get(name)?.at ?? Infinity)) work.set(name, wanted)
  }
  for (const name of [...work.keys()].sort()) {
    const wanted = work.get(name)
    if (wanted) await putWork(trx, wanted)
  }
}

/** An alias, as values of a prepared query are named by it. */
type Work = {
  readonly workspaceId: string
  readonly account: string
  readonly at: number
}

async function workFor(
  trx: Kysely<Database>,
  { workspaceId, domain, colleagues = 0, at }: NotedAccount,
): Promise<Work> {
  const account = accountOf(await loadAccountRules(trx, workspaceId), domain)
  return { workspaceId, account, at: at + Math.min(LONGEST_MS, Math.max(0, colleagues - AT_ONCE) * WAIT_MS) }
}

const putWork = defineQuery((trx, { workspaceId, account, at }: Work) =>
  trx
    .insertInto('account_work')
    .values({ workspace_id: workspaceId, domain: account, due_at: at })
    .onConflict(conflict =>
      conflict.columns(['workspace_id', 'domain']).doUpdateSet({
        // The earlier of both: neither `min` nor `least` is known to both databases.
        due_at: sql<number>`case when account_work.due_at < excluded.due_at then account_work.due_at else excluded.due_at end`,
      }),
    ),
)
