import type { Kysely } from 'kysely'
import { createLruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'

/** How long the first event that another process took may go unnoticed. Whatever scores the lead next sees it. */
const FRESH_MS = 5_000
const WORKSPACES = 10_000

const known = createLruMap<string, { readonly has: boolean; readonly until: number }>(WORKSPACES)

/**
 * Whether a workspace has ever been told events by other systems. Mostly from memory: a new visitor of a workspace
 * without any costs no query.
 */
export async function hasActivity(db: Kysely<Database>, workspaceId: string): Promise<boolean> {
  const cached = known.get(workspaceId)
  if (cached && (cached.has || cached.until > performance.now())) return cached.has
  const row = await db
    .selectFrom('activity_events')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .limit(1)
    .executeTakeFirst()
  known.set(workspaceId, { has: row !== undefined, until: performance.now() + FRESH_MS })
  return row !== undefined
}

/** From now on the workspace has some: to be called before the unit that stores the first one ends. */
export function noteActivity(workspaceId: string): void {
  known.set(workspaceId, { has: true, until: Number.POSITIVE_INFINITY })
}
