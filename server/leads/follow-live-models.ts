import type { Kysely } from 'kysely'
import { type NotedAccount, noteAccountsInOrder } from '../accounts/note-account.ts'
import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { judgedBy } from '../models/judged-by.ts'
import { invalidateLive, loadRelease, type Release } from '../publishing/live.ts'
import type { Database } from '../store/schema.ts'
import { rescoreLead } from './rescore-lead.ts'

type FollowDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId'>

const POLL_MS = 3_000
/** Leads looked at in one query. */
const PAGE = 500
/** Leads scored in one unit: they share its way to the disk, and intake waits no longer than for them. */
const TOGETHER = 20
/** Leads of which an open studio is told: more than a list shows would keep it busy with loading them. */
const NEWS = 100

/**
 * Has everybody scored by the model that is live on their flow: once another one is, or a trial begins or ends, all leads that
 * an earlier one scored are scored anew, after the commit and a few at a time, so that intake never waits. What a start finds
 * left by a stop is taken up again. Of several servers each may do it: who comes second finds nothing left. A run counts the
 * leads that are another score, temperature or stage now.
 */
export function startFollowingModels(deps: FollowDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  const followed = new Map<string, string>()
  const work = async (stopping: () => boolean) => {
    let scored = 0
    for (const flow of await findFlows(deps.store.db)) {
      const name = `${flow.workspaceId} ${flow.id}`
      if (followed.get(name) === flow.scoring) continue
      scored += await scoreFlow(deps, flow, stopping)
      if (stopping()) return scored
      followed.set(name, flow.scoring)
    }
    return scored
  }
  return repeat(work, { log: deps.log, poll, trouble: 'leads could not be scored by the live model' })
}

interface LiveFlow {
  readonly workspaceId: string
  readonly id: string
  readonly releaseId: string
  /** What scores its leads: the live model, and whatever competes with it. */
  readonly scoring: string
}

async function findFlows(db: Kysely<Database>): Promise<LiveFlow[]> {
  const rows = await db
    .selectFrom('flows')
    .innerJoin('releases', join =>
      join.onRef('releases.workspace_id', '=', 'flows.workspace_id').onRef('releases.id', '=', 'flows.live_release_id'),
    )
    .leftJoin('model_trials', join =>
      join
        .onRef('model_trials.workspace_id', '=', 'flows.workspace_id')
        .onRef('model_trials.flow_id', '=', 'flows.id')
        .on('model_trials.mode', '=', 'challenger')
        .on('model_trials.ended_at', 'is', null),
    )
    .select(['flows.workspace_id', 'flows.id', 'releases.id as release_id', 'releases.model_revision'])
    .select('model_trials.id as trial')
    .execute()
  return rows.map(row => ({
    workspaceId: row.workspace_id,
    id: row.id,
    releaseId: row.release_id,
    scoring: `${row.model_revision} ${row.trial ?? ''}`,
  }))
}

async function scoreFlow(deps: FollowDeps, flow: LiveFlow, stopping: () => boolean): Promise<number> {
  const { db } = deps.store
  // Another server may have published it.
  invalidateLive(flow.workspaceId)
  const live = await loadRelease(db, flow.workspaceId, flow.releaseId)
  let scored = 0
  let place: string | undefined
  while (live && !stopping()) {
    const leads = await findLeads(db, flow, place)
    const last = leads.at(-1)
    if (!last) break
    const stale = leads.filter(lead => modelFor(live, lead) !== lead.model_revision).map(({ id }) => id)
    for (let from = 0; from < stale.length && !stopping(); from += TOGETHER) {
      const changed = await scoreTogether(deps, flow, stale.slice(from, from + TOGETHER))
      for (const lead of scored < NEWS ? changed : [])
        deps.live.publish(flow.workspaceId, { type: 'lead', lead, change: 'updated' })
      scored += changed.length
    }
    place = last.id
  }
  if (scored > 0) deps.log.info({ flow: flow.id, leads: scored }, 'scores follow the live model')
  return scored
}

function modelFor(live: Release, lead: { readonly id: string; readonly created_at: number }): string {
  return judgedBy(live, { id: lead.id, createdAt: lead.created_at }).modelRevision
}

/** The next leads, the newest first: they are worked on. */
async function findLeads(db: Kysely<Database>, { workspaceId, id }: LiveFlow, before: string | undefined) {
  return await db
    .selectFrom('leads')
    .select(['id', 'created_at', 'model_revision'])
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', id)
    .$if(before !== undefined, query => query.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(PAGE)
    .execute()
}

/** Gives back those whose score, temperature or stage is another one now. */
async function scoreTogether(deps: FollowDeps, flow: LiveFlow, leads: readonly string[]): Promise<string[]> {
  try {
    return await scoreInUnit(deps, flow, leads)
  } catch (error) {
    // One lead that cannot be scored must not hold up the others.
    if (leads.length === 1) {
      deps.log.error({ err: error, lead: leads[0] }, 'a lead could not be scored anew')
      return []
    }
    const changed: string[] = []
    for (const lead of leads) changed.push(...(await scoreTogether(deps, flow, [lead])))
    return changed
  }
}

async function scoreInUnit(
  { store, now, newId }: FollowDeps,
  { workspaceId }: LiveFlow,
  leads: readonly string[],
): Promise<string[]> {
  const at = now()
  return await store.write(async trx => {
    const changed: string[] = []
    const noted: NotedAccount[] = []
    const onAccount = (account: NotedAccount) => {
      noted.push(account)
    }
    // Whoever locks several leads does it in the order of their ids, and companies after all of them: colleagues share one.
    for (const leadId of leads.toSorted()) {
      const rescored = await rescoreLead(
        trx,
        { now, newId },
        { workspaceId, leadId, at, anotherModel: true, onAccount },
      )
      if (rescored.changed) changed.push(leadId)
    }
    await noteAccountsInOrder(trx, noted)
    return changed
  })
}
