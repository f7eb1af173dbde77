import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { withAuthTables } from '../auth/auth-tables.ts'
import type { Deps } from '../deps.ts'
import { loadToldFacts } from '../leads/lead-facts.ts'
import { loadRelease } from '../publishing/live.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { fillSlots } from './fill-slots.ts'
import { lifecycleRulesOf } from './load-rules.ts'
import type { FilledFramework } from './slot-type.ts'

/** The framework of the workspace as a lead fills it, by the questions of its newest conversation; null without a release. */
export async function loadFramework(
  db: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  lead: Pick<LeadTable, 'workspace_id' | 'id' | 'release_id' | 'facts_json'>,
): Promise<FilledFramework | null> {
  const release = await loadRelease(db, lead.workspace_id, lead.release_id)
  if (!release) return null
  const told = await loadToldFacts(db, lead.workspace_id, lead.id)
  return fillSlots({
    rules: await lifecycleRulesOf(db, deps, lead.workspace_id),
    flow: release.flow,
    answered: JSON.parse(lead.facts_json) as Facts, // written by `toLeadRow` only
    told,
    names: await namesOf(
      db,
      told.map(({ actor }) => actor),
    ),
  })
}

/** What people are called, by id; ids of no person are left out. */
export async function namesOf(db: Kysely<Database>, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter(id => id !== 'system')
  if (wanted.length === 0) return new Map()
  const users = await withAuthTables(db)
    .selectFrom('auth_users')
    .select(['id', 'name'])
    .where('id', 'in', wanted)
    .execute()
  return new Map(users.map(({ id, name }) => [id, name]))
}
