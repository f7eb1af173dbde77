import { type Kysely, sql } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { DestinationTable } from '../store/delivery-tables.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { Database } from '../store/schema.ts'
import { createWorkspaceMemory } from '../store/workspace-memory.ts'

export type EnabledDestination = Pick<DestinationTable, 'id' | 'connector' | 'settings_json'>

const find = defineQuery((db, { workspaceId }: { workspaceId: string }) =>
  db
    .selectFrom('destinations')
    .select(['id', 'connector', 'settings_json'])
    .where('workspace_id', '=', workspaceId)
    .where('enabled', '=', sql.lit(1))
    .orderBy('id'),
)

const memory = createWorkspaceMemory<readonly EnabledDestination[]>(
  async (db, workspaceId) => await find(db, { workspaceId }),
)

/**
 * Destinations of a workspace that are switched on, by id. Looked at with every lead: on SQLite, which one process has to
 * itself, mostly from memory; on Postgres another server may have changed them a moment ago.
 */
export async function enabledDestinations(
  trx: Kysely<Database>,
  workspaceId: string,
): Promise<readonly EnabledDestination[]> {
  return isPostgres(trx) ? await find(trx, { workspaceId }) : await memory.load(trx, workspaceId)
}

/** To be called in the unit that changes one: on SQLite no other unit runs before it has ended. */
export function forgetDestinations(workspaceId: string): void {
  memory.forget(workspaceId)
}
