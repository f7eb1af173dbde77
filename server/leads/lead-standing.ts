import type { Kysely } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database, LeadTable } from '../store/schema.ts'
import { withVerdicts } from './verdict-columns.ts'

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

/** Whether the lead stands where a person or the CRM put it: by a verdict that nobody took back, or by a move. */
export async function wasMovedByPerson(db: Kysely<Database>, lead: LeadTable): Promise<boolean> {
  const row = await withVerdicts(db)
    .selectFrom('leads')
    .select(['verdict', 'stage_by'])
    .where('workspace_id', '=', lead.workspace_id)
    .where('id', '=', lead.id)
    .executeTakeFirst()
  return row !== undefined && (row.verdict !== null || row.stage_by !== null)
}
