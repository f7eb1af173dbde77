import type { Kysely } from 'kysely'
import { createLruMap, type LruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'
import type { ContentItem } from './content-item.ts'

/** What a workspace says its pages and files are; version 0 = nothing was said yet. */
export interface ContentList {
  readonly version: number
  readonly items: readonly ContentItem[]
}

/** How long another process's change may go unnoticed. Within one process `saveContent` tells at once. */
const FRESH_MS = 5_000
const WORKSPACES = 10_000
const NOTHING: ContentList = { version: 0, items: [] }

interface Known {
  readonly items: readonly ContentItem[]
  readonly until: number
}

// By database, whose transactions share its adapter.
const caches = new WeakMap<object, LruMap<string, Known>>()

/** What pages and files are, mostly from memory: every visitor's acts are held against it. */
export async function contentOf(db: Kysely<Database>, workspaceId: string): Promise<readonly ContentItem[]> {
  const cache = cacheOf(db)
  const cached = cache.get(workspaceId)
  if (cached && cached.until > performance.now()) return cached.items
  const { items } = await loadContent(db, workspaceId)
  cache.set(workspaceId, { items, until: performance.now() + FRESH_MS })
  return items
}

export async function loadContent(db: Kysely<Database>, workspaceId: string): Promise<ContentList> {
  const row = await db
    .selectFrom('content_settings')
    .select(['version', 'items_json'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? { version: row.version, items: JSON.parse(row.items_json) as ContentItem[] } : NOTHING // written by `saveContent` only
}

/** Call once what was saved is committed. */
export function forgetContent(db: Kysely<Database>, workspaceId: string): void {
  cacheOf(db).delete(workspaceId)
}

function cacheOf(db: Kysely<Database>) {
  const { adapter } = db.getExecutor()
  const cache = caches.get(adapter) ?? createLruMap<string, Known>(WORKSPACES)
  caches.set(adapter, cache)
  return cache
}
