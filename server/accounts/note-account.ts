import type { Kysely } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'
import { accountOf, loadAccountRules } from './account-rules.ts'

interface Noted {
  readonly workspaceId: string
  /** Any domain of the account. */
  readonly domain: string
  readonly at: number
}

/** Has the account worker look at a company again once the unit is committed. Only for those with several people. */
export async function noteAccount(trx: Kysely<Database>, { workspaceId, domain, at }: Noted): Promise<void> {
  const account = accountOf(await loadAccountRules(trx, workspaceId), domain)
  await putWork(trx, { workspaceId, account, at })
}

const putWork = defineQuery((trx, { workspaceId, account, at }: { workspaceId: string; account: string; at: number }) =>
  trx
    .insertInto('account_work')
    .values({ workspace_id: workspaceId, domain: account, due_at: at })
    .onConflict(conflict =>
      conflict.columns(['workspace_id', 'domain']).doUpdateSet(eb => ({ due_at: eb.ref('excluded.due_at') })),
    ),
)
