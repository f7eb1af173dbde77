import { hash } from 'node:crypto'
import { noteActivity } from '../activity/activity-cache.ts'
import { toActivityRow } from '../activity/activity-rows.ts'
import type { Deps } from '../deps.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import { hashAddress, lift, suppress } from './suppression.ts'
import type { Unsubscriber } from './unsubscribe-token.ts'

type UnsubscribeDeps = Pick<Deps, 'store' | 'config' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** Nobody writes to the address any more, and the score hears of it. A second time changes nothing. */
export async function unsubscribe(deps: UnsubscribeDeps, who: Unsubscriber): Promise<void> {
  const { workspaceId, leadId } = who
  const at = deps.now()
  const queued = await deps.store.write(async trx => {
    if (!(await suppress(trx, who, at))) return false
    const lead = await lockLead(trx, { workspaceId, id: leadId })
    // The address the mail went to may be another's by now.
    if (!lead || hashAddress(deps.config.secret, lead.email) !== who.emailHash) return false
    const id = `unsubscribed:${leadId}:${at}`
    const event = {
      id,
      type: 'email_unsubscribed',
      subject: { lead: leadId, email: lead.email },
      path: '',
      properties: {},
      at,
      hash: hash('sha256', id),
    }
    const of = { workspaceId, source: 'nurture', leadId, ignored: null, receivedAt: at }
    await trx.insertInto('activity_events').values(toActivityRow(event, of)).execute()
    noteActivity(workspaceId)
    return (await rescoreLead(trx, deps, { workspaceId, leadId, at })).queued
  })
  deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  if (queued) deps.wakeDelivery()
}

/** For who pressed it by mistake. What was agreed to before counts again. */
export async function resubscribe(deps: Pick<Deps, 'store'>, who: Unsubscriber): Promise<void> {
  await deps.store.write(trx => lift(trx, who))
}
