import type { Deps } from '../deps.ts'
import { noteActivity } from './activity-cache.ts'
import type { ActivityCode, ActivityEvent } from './activity-event.ts'
import { rowId } from './activity-rows.ts'
import { findLeads } from './find-leads.ts'
import { judgeEvent } from './judge-event.ts'
import { type KeptGroup, keepGroup } from './keep-group.ts'
import type { IgnoredReason } from './machine-acts.ts'
import { type ActivityWarning, warningsOf } from './warn-of-values.ts'

type RecordDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

export interface ActivityBatch {
  readonly workspaceId: string
  /** Whose ids these are: slug. */
  readonly source: string
  /** Id of the API key or of the user. */
  readonly actor: string
  /** As they were sent. */
  readonly events: readonly unknown[]
  /** Leads at a time that are written at once: other writes go in between. */
  readonly abreast?: number
}

/** What became of one event. */
export interface ActivityResult {
  /** The sender's own; null when it could not be read. */
  readonly id: string | null
  readonly status: 'accepted' | 'duplicate' | 'refused'
  /** Whose it is; null = nobody who is a lead yet: it counts once they become one. */
  readonly lead?: string | null
  /** Kept, but no rule looks at it. */
  readonly ignored?: IgnoredReason
  /** Taken, but not all of it was understood. */
  readonly warnings?: readonly ActivityWarning[]
  readonly code?: ActivityCode
  readonly detail?: string
  readonly pointer?: string
}

const ABREAST = 32

/**
 * Judges the events of a batch one by one and keeps those that can be kept: each once, whatever their order. Those of one
 * lead are stored and its score renewed in one unit. Gives back a result for each, in the order sent.
 */
export async function recordActivity(deps: RecordDeps, batch: ActivityBatch): Promise<ActivityResult[]> {
  const { workspaceId, source, abreast = ABREAST } = batch
  const at = deps.now()
  const results: (ActivityResult | undefined)[] = batch.events.map(() => undefined)
  const taken = new Map<string, ActivityEvent>()
  const fresh: { index: number; event: ActivityEvent }[] = []
  for (const [index, raw] of batch.events.entries()) {
    const judged = judgeEvent(raw, at)
    if (!judged.ok) {
      results[index] = { id: judged.id, status: 'refused', ...judged.problem }
      continue
    }
    const { event } = judged
    const before = taken.get(event.id)
    if (before) {
      results[index] = before.hash === event.hash ? { id: event.id, status: 'duplicate' } : conflict(event.id)
      continue
    }
    taken.set(event.id, event)
    fresh.push({ index, event })
  }

  const found = await findLeads(
    deps.store.db,
    workspaceId,
    fresh.map(({ event }) => event.subject),
  )
  const groups = new Map<string, { leadId: string | null; items: typeof fresh }>()
  for (const item of fresh) {
    const { id, subject } = item.event
    const leadId = found.leadOf(subject)
    if (leadId === 'unknown') {
      results[item.index] = {
        id,
        status: 'refused',
        code: 'unknown_lead',
        pointer: '/lead',
        detail: 'There is no lead with this id.',
      }
      continue
    }
    const name = leadId ?? `${subject.email ?? ''} ${subject.visitor ?? ''}`
    const group = groups.get(name) ?? { leadId, items: [] }
    group.items.push(item)
    groups.set(name, group)
  }

  const all = [...groups.values()]
  if (all.length > 0) noteActivity(workspaceId)
  for (let from = 0; from < all.length; from += abreast) {
    const kept = all.slice(from, from + abreast).map(async ({ leadId, items }) => {
      const events = items.map(item => item.event)
      const group = await deps.store.write(trx => keepGroup(trx, deps, { ...batch, leadId, events, at }))
      for (const { index, event } of items) results[index] = resultOf(group, source, event)
      return group
    })
    // All of them, so that no unit still runs when one fails: what was kept stays, and sending again is harmless.
    const settled = await Promise.allSettled(kept)
    for (const outcome of settled) if (outcome.status === 'fulfilled') tell(deps, workspaceId, outcome.value)
    const failed = settled.find(outcome => outcome.status === 'rejected')
    if (failed) throw failed.reason
  }
  return results.map(
    (result, index) => result ?? { id: fresh.find(item => item.index === index)?.event.id ?? null, status: 'refused' },
  )
}

function tell(deps: RecordDeps, workspaceId: string, { leadId, fresh, queued }: KeptGroup): void {
  if (leadId !== null && fresh.size > 0)
    deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  if (queued) deps.wakeDelivery()
}

function resultOf(group: KeptGroup, source: string, event: ActivityEvent): ActivityResult {
  const { id, hash } = event
  const key = rowId(source, id)
  const { leadId } = group
  if (group.full.has(key)) {
    const detail = 'So many events of one lead are not taken on one day. Send sums instead of single events.'
    return { id, status: 'refused', code: 'too_many_for_lead', detail }
  }
  const known = group.known.get(key)
  if (known !== undefined) return known === hash ? { id, status: 'duplicate', lead: leadId } : conflict(id)
  const ignored = group.fresh.get(key) ?? undefined
  const warnings = warningsOf(event)
  return { id, status: 'accepted', lead: leadId, ...(ignored && { ignored }), ...(warnings.length > 0 && { warnings }) }
}

function conflict(id: string): ActivityResult {
  const detail = 'Another event with this id was sent before. Give each event an id of its own.'
  return { id, status: 'refused', code: 'id_conflict', pointer: '/id', detail }
}
