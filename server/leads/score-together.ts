import type { Kysely } from 'kysely'
import { type NotedAccount, noteAccountsInOrder } from '../accounts/note-account.ts'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { rescoreLead } from './rescore-lead.ts'

type ScoreDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId'>

/** Leads scored in one unit: they share its way to the disk, and intake waits no longer than for them. */
const TOGETHER = 20

interface Many {
  readonly workspaceId: string
  readonly leadIds: readonly string[]
  /** What their history names as the reason, where it names one. */
  readonly because?: 'content_named'
  readonly stopping: () => boolean
}

/**
 * Scores leads anew because of what the workspace said, not because of what they did: quietly, a few a unit, and they keep
 * the time of their last change. One that cannot be scored is logged and does not hold up the others. Open studios are told.
 * `changed` counts those that are another score, temperature or stage now; `done` is false when a stop left some.
 */
export async function scoreTogether(
  deps: ScoreDeps,
  { leadIds, stopping, ...many }: Many,
): Promise<{ readonly changed: number; readonly done: boolean }> {
  let changed = 0
  for (let from = 0; from < leadIds.length; from += TOGETHER) {
    if (stopping()) return { changed, done: false }
    const ids = await scoreSome(deps, many, leadIds.slice(from, from + TOGETHER))
    for (const lead of ids) deps.live.publish(many.workspaceId, { type: 'lead', lead, change: 'updated' })
    changed += ids.length
  }
  return { changed, done: true }
}

type How = Pick<Many, 'workspaceId' | 'because'>

async function scoreSome(deps: ScoreDeps, how: How, leadIds: readonly string[]): Promise<string[]> {
  try {
    return await deps.store.write(trx => scoreInUnit(trx, deps, how, leadIds))
  } catch (error) {
    if (leadIds.length === 1) {
      deps.log.error({ err: error, lead: leadIds[0] }, 'a lead could not be scored anew')
      return []
    }
    const changed: string[] = []
    for (const lead of leadIds) changed.push(...(await scoreSome(deps, how, [lead])))
    return changed
  }
}

async function scoreInUnit(
  trx: Kysely<Database>,
  deps: ScoreDeps,
  { workspaceId, because }: How,
  leadIds: readonly string[],
): Promise<string[]> {
  const at = deps.now()
  const noted: NotedAccount[] = []
  const onAccount = (account: NotedAccount) => {
    noted.push(account)
  }
  const quietly = { quiet: true, keepsTime: true, handOver: false, ...(because && { because }) } as const
  const changed: string[] = []
  // Whoever locks several leads does it in the order of their ids, and companies after all of them: colleagues share one.
  for (const leadId of leadIds.toSorted()) {
    const rescored = await rescoreLead(trx, deps, { workspaceId, leadId, at, ...quietly, onAccount })
    if (rescored.changed) changed.push(leadId)
  }
  await noteAccountsInOrder(trx, noted)
  return changed
}
