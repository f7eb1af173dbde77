import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { createWorkspaceMemory } from '../store/workspace-memory.ts'
import type { ContentItem } from './content-item.ts'

/** What a workspace says its pages and files are; version 0 = nothing was said yet. */
export interface ContentList {
  readonly version: number
  readonly items: readonly ContentItem[]
}

const NOTHING: ContentList = { version: 0, items: [] }

const memory = createWorkspaceMemory(async (db, workspaceId) => (await loadContent(db, workspaceId)).items)

/** What pages and files are, mostly from memory: every visitor's acts are held against it. */
export async function contentOf(db: Kysely<Database>, workspaceId: string): Promise<readonly ContentItem[]> {
  return await memory.load(db, workspaceId)
}

/** Call once what was saved is committed. */
export function forgetContent(workspaceId: string): void {
  memory.forget(workspaceId)
}

/** The list with its version, past the memory. */
export async function loadContent(db: Kysely<Database>, workspaceId: string): Promise<ContentList> {
  const row = await db
    .selectFrom('content_settings')
    .select(['version', 'items_json'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  return row ? { version: row.version, items: JSON.parse(row.items_json) as ContentItem[] } : NOTHING // written by `saveContent` only
}
