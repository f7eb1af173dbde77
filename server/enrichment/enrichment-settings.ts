import type { Kysely } from 'kysely'
import { createLruMap } from '../sessions/lru-map.ts'
import type { Database } from '../store/schema.ts'

/** How long another process's switch may go unnoticed. */
const FRESH_MS = 2_000
const WORKSPACES = 10_000

const known = createLruMap<string, { readonly enabled: readonly string[]; readonly until: number }>(WORKSPACES)

/** Enrichers that a workspace switched on; none to begin with. Mostly from memory: asked with every new lead. */
export async function loadEnabled(db: Kysely<Database>, workspaceId: string): Promise<readonly string[]> {
  const cached = known.get(workspaceId)
  if (cached && cached.until > performance.now()) return cached.enabled
  const row = await db
    .selectFrom('enrichment_settings')
    .select('enabled_json')
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirst()
  const enabled = row ? (JSON.parse(row.enabled_json) as string[]) : [] // written below only
  known.set(workspaceId, { enabled, until: performance.now() + FRESH_MS })
  return enabled
}

/** Call `forgetEnabled` once the unit is committed. */
export async function saveEnabled(
  trx: Kysely<Database>,
  workspaceId: string,
  { enabled, at }: { readonly enabled: readonly string[]; readonly at: number },
): Promise<void> {
  const values = { enabled_json: JSON.stringify(enabled), updated_at: at }
  await trx
    .insertInto('enrichment_settings')
    .values({ workspace_id: workspaceId, ...values })
    .onConflict(conflict => conflict.column('workspace_id').doUpdateSet(values))
    .execute()
}

export function forgetEnabled(workspaceId: string): void {
  known.delete(workspaceId)
}
