import { type Repeated, repeat } from '../background/repeat.ts'
import type { Deps } from '../deps.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import type { AccountWorkTable } from '../store/account-tables.ts'
import { refreshAccount } from './refresh-account.ts'

type WorkerDeps = Pick<Deps, 'store' | 'log' | 'live' | 'now' | 'newId' | 'wakeDelivery'>

const POLL_MS = 2_000
const AT_ONCE = 20
/** How long an account is left alone once somebody took it up. */
const LEASE_MS = 60_000

/**
 * Keeps accounts current and scores everybody of a company anew when a colleague comes (R34), after the commit that brought
 * them and one lead a unit, so that intake never waits. Any number of servers may share a database. A run counts the leads it scored anew.
 */
export function startAccountWorker(deps: WorkerDeps, { poll = POLL_MS }: { readonly poll?: number } = {}): Repeated {
  return repeat(stopping => workOff(deps, stopping), {
    log: deps.log,
    poll,
    trouble: 'accounts could not be looked at',
  })
}

async function workOff(deps: WorkerDeps, stopping: () => boolean): Promise<number> {
  await noteLapsed(deps)
  let scored = 0
  // One that cannot be looked at must not hold up the others.
  const failed = new Set<string>()
  for (;;) {
    const due = await deps.store.db
      .selectFrom('account_work')
      .selectAll()
      .where('due_at', '<=', deps.now())
      .orderBy('due_at')
      .limit(AT_ONCE + failed.size)
      .execute()
    const left = due.filter(work => !failed.has(nameOf(work)))
    if (left.length === 0) return scored
    for (const work of left) {
      if (stopping()) return scored
      try {
        scored += await workOn(deps, work)
      } catch (error) {
        failed.add(nameOf(work))
        deps.log.error({ err: error, account: work.domain }, 'an account could not be looked at')
      }
    }
  }
}

function nameOf({ workspace_id, domain }: AccountWorkTable): string {
  return `${workspace_id} ${domain}`
}

/** A buying committee is one for as long as its people came lately. */
async function noteLapsed({ store, now }: WorkerDeps): Promise<void> {
  const at = now()
  const lapsed = await store.db
    .selectFrom('accounts')
    .select(['workspace_id', 'domain'])
    .where('committee_until', '>', 0)
    .where('committee_until', '<=', at)
    .limit(AT_ONCE)
    .execute()
  if (lapsed.length === 0) return
  await store.write(async trx => {
    await trx
      .insertInto('account_work')
      .values(lapsed.map(account => ({ ...account, due_at: at })))
      .onConflict(conflict => conflict.columns(['workspace_id', 'domain']).doNothing())
      .execute()
  })
}

async function workOn(deps: WorkerDeps, { workspace_id, domain, due_at }: AccountWorkTable): Promise<number> {
  const workspaceId = workspace_id
  const until = deps.now() + LEASE_MS
  const people = await deps.store.write(async trx => {
    const { numUpdatedRows } = await trx
      .updateTable('account_work')
      .set({ due_at: until })
      .where('workspace_id', '=', workspaceId)
      .where('domain', '=', domain)
      .where('due_at', '=', due_at)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) return null
    return await refreshAccount(trx, deps, { workspaceId, account: domain })
  })
  if (people === null) return 0
  for (const leadId of people) await rescoreOne(deps, { workspaceId, leadId })
  // Somebody who came meanwhile has it looked at once more.
  await deps.store.write(trx =>
    trx
      .deleteFrom('account_work')
      .where('workspace_id', '=', workspaceId)
      .where('domain', '=', domain)
      .where('due_at', '=', until)
      .execute(),
  )
  return people.length
}

async function rescoreOne(deps: WorkerDeps, lead: { readonly workspaceId: string; readonly leadId: string }) {
  const at = deps.now()
  const { changed, queued } = await deps.store.write(trx => rescoreLead(trx, deps, { ...lead, at, sameModel: true }))
  if (changed) deps.live.publish(lead.workspaceId, { type: 'lead', lead: lead.leadId, change: 'updated' })
  if (queued) deps.wakeDelivery()
}
