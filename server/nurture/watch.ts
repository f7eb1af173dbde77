import type { Kysely } from 'kysely'
import { createLruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'

/** Whether anybody waits for changes of a workspace's leads. */
export interface Watch {
  /** An automation is on. */
  readonly any: boolean
  /** One waits for people to enter or leave a segment: any fact may move them. */
  readonly segments: boolean
}

/** How long another process's switch may go unnoticed. Within one process `forgetWatch` tells at once. */
const FRESH_MS = 2_000
const WORKSPACES = 10_000

const known = createLruMap<string, { readonly watch: Watch; readonly until: number }>(WORKSPACES)

/** Mostly from memory: asked with every lead that comes in, it costs a workspace without automations no query. */
export async function watchOf(db: Kysely<Database>, workspaceId: string): Promise<Watch> {
  const cached = known.get(workspaceId)
  if (cached && cached.until > performance.now()) return cached.watch
  const on = await db
    .selectFrom('automations')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('enabled', '=', 1)
    .limit(1)
    .executeTakeFirst()
  const watched = on && (await findWatched(db, workspaceId))
  const watch = { any: on !== undefined, segments: watched !== undefined }
  known.set(workspaceId, { watch, until: performance.now() + FRESH_MS })
  return watch
}

/** Call after an automation was switched, changed or removed. */
export function forgetWatch(workspaceId: string): void {
  known.delete(workspaceId)
}

function findWatched(db: Kysely<Database>, workspaceId: string) {
  return db
    .selectFrom('segments')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('watched', '=', 1)
    .limit(1)
    .executeTakeFirst()
}
