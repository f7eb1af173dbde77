import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import { isChanged } from './flow-detail.ts'
import { draftOf } from './flow-row.ts'

/** A flow in the list of all. */
export interface FlowSummary {
  readonly id: string
  readonly name: string
  readonly live: { readonly number: number; readonly publishedAt: number } | null
  /** The draft differs from what is live. */
  readonly changed: boolean
  readonly updatedAt: number
  /** Conversations begun in the last 30 days, robots left out. */
  readonly recent: { readonly started: number; readonly completed: number; readonly qualified: number }
}

const RECENT_MS = 30 * 86_400_000

/** Flows of a workspace, oldest first. */
export async function listFlows(
  db: Kysely<Database>,
  { workspaceId, now }: { readonly workspaceId: string; readonly now: number },
): Promise<FlowSummary[]> {
  const rows = await db
    .selectFrom('flows')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const releases = await db
    .selectFrom('releases')
    .select(['id', 'number', 'created_at'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  const counts = await db
    .selectFrom('sessions')
    .select(eb => [
      'flow_id',
      eb.fn.sum('started').as('started'),
      eb.fn.sum('completed').as('completed'),
      eb.fn.sum('qualified').as('qualified'),
    ])
    .where('workspace_id', '=', workspaceId)
    .where('created_at', '>=', now - RECENT_MS)
    .where('quarantine', 'is', null)
    .groupBy('flow_id')
    .execute()
  return await Promise.all(
    rows.map(async row => {
      const live = releases.find(({ id }) => id === row.live_release_id)
      const count = counts.find(({ flow_id }) => flow_id === row.id)
      return {
        id: row.id,
        name: draftOf(row).flow.name,
        live: live ? { number: live.number, publishedAt: live.created_at } : null,
        changed: await isChanged(db, row),
        updatedAt: row.updated_at,
        recent: {
          started: Number(count?.started ?? 0),
          completed: Number(count?.completed ?? 0),
          qualified: Number(count?.qualified ?? 0),
        },
      }
    }),
  )
}
