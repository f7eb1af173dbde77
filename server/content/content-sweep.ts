import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { scoreTogether } from '../leads/score-together.ts'
import { forgetContent } from './load-content.ts'

type SweepDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId'>

const POLL_MS = 3_000
/** Leads after which the place is written down. */
const PAGE = 100

/**
 * Has leads scored anew once somebody said otherwise what pages and files are: quietly, after the commit and a few at a
 * time, so that intake never waits. What a stop interrupts is taken up by the next start. Of several servers each may do it:
 * both come to the same. A run counts the leads whose score, temperature or stage changed.
 */
export function startContentSweep(deps: SweepDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const work = async (stopping: () => boolean) => {
    let changed = 0
    for (const change of await findChanges(deps)) {
      try {
        changed += await sweep(deps, change, stopping)
      } catch (error) {
        // The others' lists must not wait for it.
        deps.log.error({ err: error, workspace: change.workspaceId }, 'leads could not be scored by what pages are')
      }
    }
    return changed
  }
  return repeat(work, { log: deps.log, poll, trouble: 'leads could not be scored by what pages are' })
}

interface Change {
  readonly workspaceId: string
  readonly version: number
  /** Id of the lead up to which they were scored. */
  readonly sweptTo: string
}

async function findChanges({ store }: SweepDeps): Promise<Change[]> {
  const rows = await store.db
    .selectFrom('content_settings')
    .select(['workspace_id', 'version', 'swept_to'])
    .where('swept_to', 'is not', null)
    .execute()
  return rows.map(row => ({ workspaceId: row.workspace_id, version: row.version, sweptTo: row.swept_to ?? '' }))
}

async function sweep(deps: SweepDeps, change: Change, stopping: () => boolean): Promise<number> {
  const { workspaceId } = change
  // Another server may have changed the list.
  forgetContent(workspaceId)
  let changed = 0
  let place: string | null = change.sweptTo
  while (place !== null && !stopping()) {
    const leadIds = await findLeads(deps, { workspaceId, after: place })
    const scored = await scoreTogether(deps, { workspaceId, leadIds, stopping, because: 'content_named' })
    changed += scored.changed
    place = leadIds.at(-1) ?? null
    // Whoever saved meanwhile wants all of them scored again.
    if (!scored.done || !(await goOn(deps, change, place))) return changed
  }
  return changed
}

async function findLeads(
  { store }: SweepDeps,
  { workspaceId, after }: { readonly workspaceId: string; readonly after: string },
): Promise<string[]> {
  const rows = await store.db
    .selectFrom('leads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(PAGE)
    .execute()
  return rows.map(({ id }) => id)
}

/** Says how far the sweep came; false when the list changed meanwhile. */
async function goOn({ store }: SweepDeps, { workspaceId, version }: Change, place: string | null): Promise<boolean> {
  return await store.write(async trx => {
    const { numUpdatedRows } = await trx
      .updateTable('content_settings')
      .set({ swept_to: place })
      .where('workspace_id', '=', workspaceId)
      .where('version', '=', version)
      .executeTakeFirstOrThrow()
    return numUpdatedRows > 0n
  })
}
