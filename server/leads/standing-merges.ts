import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { MergeRecord } from './merge-leads.ts'

/** A lead that became part of another one. */
export interface StandingMerge {
  readonly id: string
  readonly name: string | null
  readonly email: string
  /** Its score when it was merged. */
  readonly score: number
  readonly by: string
  readonly at: number
  /** Only the newest can be taken back. */
  readonly undoable: boolean
}

/** Merges into this lead that nobody took back, newest first. */
export async function standingMerges(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<StandingMerge[]> {
  const rows = await db
    .selectFrom('lead_merges')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('into_id', '=', leadId)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()
  return rows.map(({ id, record_json, actor_name, at }, index) => {
    const { from } = JSON.parse(record_json) as MergeRecord // written by `mergeLeads` only
    const { name, email, score } = from
    return { id, name, email, score, by: actor_name, at, undoable: index === 0 }
  })
}
