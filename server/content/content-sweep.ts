import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'

type SweepDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId'>

const POLL_MS = 3_000
/** Leads scored in one unit: they share its way to the disk, and intake waits no longer than for them. */
const TOGETHER = 20

/**
 * Has leads scored anew once somebody said otherwise what pages and files are: quietly, after the commit and a few at a
 * time, so that intake never waits. What a stop interrupts is taken up by the next start. Of several servers each may do it:
 * both come to the same. A run counts the leads that it scored.
 */
export function startContentSweep(deps: SweepDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const work = async (stopping: () => boolean) => {
    let scored = 0
    for (const change of await findChanges(deps)) {
      let place: Change | null = change
      while (place && !stopping()) {
        const { count, next } = await sweepSome(deps, place)
        scored += count
        place = next
      }
    }
    return scored
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

async function sweepSome(deps: SweepDeps, { workspaceId, version, sweptTo }: Change) {
  const leads = await deps.store.db
    .selectFrom('leads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '>', sweptTo)
    .orderBy('id')
    .limit(TOGETHER)
    .execute()
  const last = leads.at(-1)?.id ?? null
  const changed = await deps.store.write(async trx => {
    const changed: string[] = []
    for (const { id } of leads) {
      if (await scoreAnew(deps, { trx, workspaceId, leadId: id })) changed.push(id)
    }
    await trx
      .updateTable('content_settings')
      .set({ swept_to: last })
      .where('workspace_id', '=', workspaceId)
      // Whoever saved meanwhile wants all of them scored again.
      .where('version', '=', version)
      .execute()
    return changed
  })
  for (const lead of changed) deps.live.publish(workspaceId, { type: 'lead', lead, change: 'updated' })
  return { count: leads.length, next: last === null ? null : { workspaceId, version, sweptTo: last } }
}

type Trx = Parameters<Parameters<Deps['store']['write']>[0]>[0]

async function scoreAnew(
  { log, now, newId }: SweepDeps,
  { trx, ...lead }: { readonly trx: Trx; readonly workspaceId: string; readonly leadId: string },
): Promise<boolean> {
  const { changed } = await rescoreLead(
    trx,
    { now, newId },
    {
      ...lead,
      at: now(),
      anotherModel: true,
      because: 'content_named',
    },
  )
  if (changed) log.debug({ lead: lead.leadId }, 'scored by what pages are')
  return changed
}
