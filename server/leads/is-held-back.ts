import type { Kysely } from 'kysely'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** Whether a lead looks like a robot's and nobody has let it through: it is kept for people to see, and nobody acts on it. */
export async function isHeldBack(
  db: Kysely<Database>,
  { workspace_id, session_id }: Pick<LeadTable, 'workspace_id' | 'session_id'>,
): Promise<boolean> {
  const session = await db
    .selectFrom('sessions')
    .select('quarantine')
    .where('workspace_id', '=', workspace_id)
    .where('id', '=', session_id)
    .executeTakeFirst()
  return session !== undefined && session.quarantine !== null
}
