import type { Kysely } from 'kysely'
import { createLruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'
import { readSpec } from './automation-spec.ts'

/** Whether anybody waits for changes of a workspace's leads. */
export interface Watch {
  /** An automation is on. */
  readonly any: boolean
  /** One waits for people to enter or leave a segment: any fact may move them. */
  readonly segments: boolean
  /** One waits for something that people do, be it worth points or not. */
  readonly acts: boolean
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
    .select('spec_json')
    .where('workspace_id', '=', workspaceId)
    .where('enabled', '=', 1)
    .execute()
  const watched = on.length > 0 ? await findWatched(db, workspaceId) : undefined
  const watch = {
    any: on.length > 0,
    segments: watched !== undefined,
    acts: on.some(({ spec_json }) => readSpec(spec_json)?.when.kind === 'act'),
  }
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
