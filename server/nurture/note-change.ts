import { AsyncLocalStorage } from 'node:async_hooks'
import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { type LeadMark, markOf, sameMark } from './lead-mark.ts'
import { watchOf } from './watch.ts'

interface Change {
  /** Null = the lead is new. */
  readonly before: LeadMark | null
  readonly after: LeadMark & Pick<LeadTable, 'workspace_id' | 'id'>
  readonly at: number
}

const depth = new AsyncLocalStorage<number>()

/**
 * Takes note of a lead's change for the automations, in the unit that makes it; they look at it after the commit. Returns at
 * once for a workspace that has none, without a query.
 */
export async function noteChange(
  trx: Kysely<Database>,
  { newId }: Pick<Deps, 'newId'>,
  { before, after, at }: Change,
): Promise<void> {
  const watch = await watchOf(trx, after.workspace_id)
  if (!watch.any) return
  if (before && !watch.segments && !watch.acts && sameMark(before, after)) return
  await trx
    .insertInto('lead_changes')
    .values({
      workspace_id: after.workspace_id,
      id: newId(),
      lead_id: after.id,
      before_json: before && JSON.stringify(markOf(before)),
      after_json: JSON.stringify(markOf(after)),
      depth: depth.getStore() ?? 0,
      attempts: 0,
      next_at: at,
      at,
    })
    .execute()
}

/** The same of a lead whose stage alone was changed, in the table already. */
export async function noteMove(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'newId'>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
  { from, at }: { readonly from: LeadTable['stage']; readonly at: number },
): Promise<void> {
  if (!(await watchOf(trx, workspaceId)).any) return
  const after = await trx
    .selectFrom('leads')
    .select(['workspace_id', 'id', 'score', 'fit', 'engagement', 'temperature', 'stage'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (after) await noteChange(trx, deps, { before: { ...after, stage: from }, after, at })
}

/** Runs what an automation does: changes that it makes are noted as one step further from what people did. */
export function asAutomation<T>(runDepth: number, act: () => Promise<T>): Promise<T> {
  return depth.run(runDepth + 1, act)
}

/** What `noteChange` wrote. */
export function readMark(json: string): LeadMark {
  return JSON.parse(json) as LeadMark // written above only
}
