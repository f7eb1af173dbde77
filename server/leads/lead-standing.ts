import type { Kysely } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'

interface Colleague {
  readonly email: string
  readonly domain: string
  readonly freeMail: boolean
}

/** How many other leads the same company has: the same business domain, robots left out. */
export async function countColleagues(
  db: Kysely<Database>,
  workspaceId: string,
  { email, domain, freeMail }: Colleague,
): Promise<number> {
  if (freeMail) return 0
  const [row] = await countOthers(db, { workspaceId, domain, email })
  return Number(row?.count ?? 0)
}

const countOthers = defineQuery((db, values: { workspaceId: string; domain: string; email: string }) =>
  db
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .select(eb => eb.fn.countAll().as('count'))
    .where('leads.workspace_id', '=', values.workspaceId)
    .where('leads.email_domain', '=', values.domain)
    .where('leads.email', '<>', values.email)
    .where('sessions.quarantine', 'is', null),
)
