import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { createLruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'
import { DEFAULT_RULES, type LifecycleRules } from './lifecycle-rules.ts'

/** The rules that hold, with their place in the history; version 0 = nothing was set yet. */
export interface LifecycleVersion {
  readonly version: number
  readonly rules: LifecycleRules
  /** Who set them; null = the defaults. */
  readonly by: string | null
  readonly at: number | null
}

/** How long another process's change may go unnoticed. Within one process `saveLifecycleRules` tells at once. */
const FRESH_MS = 10_000
const WORKSPACES = 500

interface Cached {
  readonly rules: LifecycleRules
  readonly until: number
}

// Ids of workspaces are unique over all databases.
const cache = createLruMap<string, Cached>(WORKSPACES)
const UNTIL_SAVED: LifecycleVersion = { version: 0, rules: DEFAULT_RULES, by: null, at: null }

/** The rules of a workspace, from memory where they were read a moment ago: every visitor's answers are held against them. */
export async function lifecycleRulesOf(
  trx: Kysely<Database>,
  { now }: Pick<Deps, 'now'>,
  workspaceId: string,
): Promise<LifecycleRules> {
  const found = cache.get(workspaceId)
  if (found && found.until > now()) return found.rules
  const { rules } = await loadLifecycleVersion(trx, workspaceId)
  cache.set(workspaceId, { rules, until: now() + FRESH_MS })
  return rules
}

export async function loadLifecycleVersion(db: Kysely<Database>, workspaceId: string): Promise<LifecycleVersion> {
  const row = await db
    .selectFrom('lifecycle_versions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return UNTIL_SAVED
  const rules = JSON.parse(row.body_json) as LifecycleRules // written by `saveLifecycleRules` only, from parsed rules
  return { version: row.number, rules, by: row.actor_name, at: row.at }
}

/**
 * Sets the rules of a workspace: a new version; the ones before stay. Throws ApiError `draft_changed` when somebody else
 * saved since `version`.
 */
export async function saveLifecycleRules(
  deps: Pick<Deps, 'store' | 'now'>,
  input: {
    readonly workspaceId: string
    readonly version: number
    readonly rules: LifecycleRules
    readonly actor: { readonly id: string; readonly name: string }
  },
): Promise<LifecycleVersion> {
  const { workspaceId, rules, actor } = input
  const number = input.version + 1
  const at = deps.now()
  await deps.store.write(async trx => {
    const before = await loadLifecycleVersion(trx, workspaceId)
    if (before.version !== input.version) throw new ApiError('draft_changed')
    const row = { workspace_id: workspaceId, number, body_json: JSON.stringify(rules) }
    const inserted = await trx
      .insertInto('lifecycle_versions')
      .values({ ...row, actor: actor.id, actor_name: actor.name, at })
      // Somebody else may save at this moment.
      .onConflict(conflict => conflict.columns(['workspace_id', 'number']).doNothing())
      .executeTakeFirst()
    if (!inserted.numInsertedOrUpdatedRows) throw new ApiError('draft_changed')
  })
  cache.delete(workspaceId)
  return { version: number, rules, by: actor.name, at }
}
