import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { createLruMap, type LruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'
import { DEFAULT_SOURCE_RULES, type FirstTouch, rankOf, type SourceRules, sourceRules } from './source-rules.ts'

/** How long what another process changed may go unnoticed. Within one process `forgetSourceRules` tells at once. */
const FRESH_MS = 5_000
const WORKSPACES = 500

interface Cached {
  readonly rules: SourceRules
  readonly generation: number
  readonly until: number
}

// By database, since a process may hold several (tests do). All transactions of one share its adapter.
const caches = new WeakMap<object, LruMap<string, Cached>>()
const generations = new Map<string, number>()

/** Call once changed rules are committed. */
export function forgetSourceRules(workspaceId: string): void {
  generations.set(workspaceId, (generations.get(workspaceId) ?? 0) + 1)
}

/** The source rules of a workspace; looked at with every lead, so mostly from memory. */
export async function loadSourceRules(db: Kysely<Database>, workspaceId: string): Promise<SourceRules> {
  const { adapter } = db.getExecutor()
  const cache = caches.get(adapter) ?? createLruMap<string, Cached>(WORKSPACES)
  caches.set(adapter, cache)
  const generation = generations.get(workspaceId) ?? 0
  const known = cache.get(workspaceId)
  if (known && known.generation === generation && known.until > performance.now()) return known.rules
  const { rules } = await readSourceRules(db, workspaceId)
  cache.set(workspaceId, { rules, generation, until: performance.now() + FRESH_MS })
  return rules
}

/** The same with their version, past the memory. Version 0 = the defaults. */
export async function readSourceRules(
  db: Kysely<Database>,
  workspaceId: string,
): Promise<{ readonly version: number; readonly rules: SourceRules; readonly swept: boolean }> {
  const row = await db
    .selectFrom('source_rules')
    .select(['version', 'rules_json', 'sweep_place'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  if (!row) return { version: 0, rules: DEFAULT_SOURCE_RULES, swept: true }
  return {
    version: row.version,
    rules: sourceRules.parse(JSON.parse(row.rules_json)),
    swept: row.sweep_place === null,
  }
}

/** `source.priority` (1 first … 5) and `source.owner` of a lead that came this way. */
export async function sourceFacts(db: Kysely<Database>, workspaceId: string, touch: FirstTouch): Promise<Facts> {
  const { priority, owner } = rankOf(await loadSourceRules(db, workspaceId), touch)
  return { 'source.priority': priority, 'source.owner': owner }
}
