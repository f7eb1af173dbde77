import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Database } from '../store/schema.ts'
import { createWorkspaceMemory } from '../store/workspace-memory.ts'
import { DEFAULT_SOURCE_RULES, type FirstTouch, rankOf, type SourceRules, sourceRules } from './source-rules.ts'

const memory = createWorkspaceMemory(async (db, workspaceId) => (await readSourceRules(db, workspaceId)).rules)

/** Call once changed rules are committed. */
export function forgetSourceRules(workspaceId: string): void {
  memory.forget(workspaceId)
}

/** The source rules of a workspace; looked at with every lead, so mostly from memory. */
export async function loadSourceRules(db: Kysely<Database>, workspaceId: string): Promise<SourceRules> {
  return await memory.load(db, workspaceId)
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
