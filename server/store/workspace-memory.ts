import type { Kysely } from 'kysely'
import { createLruMap, type LruMap } from '../sessions/lru-map.ts'
import type { Database } from './schema.ts'

/** How long what another process changed may go unnoticed. Within one process `forget` tells at once. */
const FRESH_MS = 5_000
const WORKSPACES = 500

interface Remembered<Value> {
  readonly value: Value
  readonly generation: number
  readonly until: number
}

/** What is looked at with every lead and changes rarely, a value for each workspace. */
export interface WorkspaceMemory<Value> {
  /** From memory, or read anew every few seconds. */
  load(db: Kysely<Database>, workspaceId: string): Promise<Value>
  /** To be called once a change is committed. */
  forget(workspaceId: string): void
}

export function createWorkspaceMemory<Value>(
  read: (db: Kysely<Database>, workspaceId: string) => Promise<Value>,
): WorkspaceMemory<Value> {
  // By database, since a process may hold several (tests do). All transactions of one share its adapter.
  const caches = new WeakMap<object, LruMap<string, Remembered<Value>>>()
  const generations = new Map<string, number>()
  return {
    async load(db, workspaceId) {
      const { adapter } = db.getExecutor()
      const cache = caches.get(adapter) ?? createLruMap<string, Remembered<Value>>(WORKSPACES)
      caches.set(adapter, cache)
      const generation = generations.get(workspaceId) ?? 0
      const known = cache.get(workspaceId)
      if (known && known.generation === generation && known.until > performance.now()) return known.value
      const value = await read(db, workspaceId)
      cache.set(workspaceId, { value, generation, until: performance.now() + FRESH_MS })
      return value
    },
    forget(workspaceId) {
      generations.set(workspaceId, (generations.get(workspaceId) ?? 0) + 1)
    },
  }
}
