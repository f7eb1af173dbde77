import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { compilePriorityList } from './priority-list.ts'

/** One line of the list of competitors. */
export interface CompetitorRow {
  /** A domain, or one with `*` for any characters. */
  readonly pattern: string
  readonly note: string | null
  /** Name of whoever put it there. */
  readonly by: string
  readonly at: number
  /** Leads whose address it means. */
  readonly leads: number
}

/** The workspace's competitors by the alphabet, each with how many leads it means. */
export async function listCompetitors(db: Kysely<Database>, workspaceId: string): Promise<readonly CompetitorRow[]> {
  const lines = await db
    .selectFrom('competitors')
    .select(['pattern', 'note', 'actor_name', 'at'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('pattern')
    .execute()
  if (lines.length === 0) return []
  const domains = await db
    .selectFrom('leads')
    .select(['email_domain', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('email_domain')
    .execute()
  return lines.map(({ pattern, note, actor_name, at }) => {
    const line = compilePriorityList([{ pattern, listed: true }])
    const meant = domains.filter(({ email_domain }) => line.match(email_domain) !== null)
    const leads = meant.reduce((sum, { count }) => sum + Number(count), 0)
    return { pattern, note, by: actor_name, at, leads }
  })
}
