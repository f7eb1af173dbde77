import { type Kysely, sql } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'
import { accountOf, loadAccountRules } from './account-rules.ts'

interface Noted {
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
export async function noteAccount(
  trx: Kysely<Database>,
  { workspaceId, domain, colleagues = 0, at }: Noted,
): Promise<void> {
  const account = accountOf(await loadAccountRules(trx, workspaceId), domain)
  const wait = Math.min(LONGEST_MS, Math.max(0, colleagues - AT_ONCE) * WAIT_MS)
  await putWork(trx, { workspaceId, account, at: at + wait })
}

const putWork = defineQuery((trx, { workspaceId, account, at }: { workspaceId: string; account: string; at: number }) =>
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
