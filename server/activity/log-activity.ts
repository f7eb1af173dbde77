import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { saveLeadFacts } from '../leads/lead-facts.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import type { Subject } from '../lifecycle/stage-history.ts'
import { EVENT_TYPES, type EventType } from '../scoring/event-types.ts'
import { settledBy } from '../scoring/settled-by.ts'
import type { ActivityEventTable } from '../store/activity-tables.ts'
import type { Database } from '../store/schema.ts'
import { settledFacts } from './activity-facts.ts'
import { activityBody, rowId } from './activity-rows.ts'
import { recordActivity } from './record-activity.ts'

type LogDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'live' | 'wakeDelivery'>

/** What a salesperson can note down by hand. */
export const LOGGED = ['call', 'called', 'meeting', 'email', 'trade_show', 'note'] as const
export type Logged = (typeof LOGGED)[number]

/** Whose events these are. */
const SOURCE = 'studio'

const TYPES: Readonly<Record<Logged, { readonly type: string; readonly about: string }>> = {
  call: { type: 'call_made', about: 'result' },
  called: { type: 'call_received', about: 'result' },
  meeting: { type: 'meeting_held', about: 'title' },
  email: { type: 'email_sent', about: 'subject' },
  trade_show: { type: 'trade_show_met', about: 'title' },
  note: { type: 'note_added', about: 'text' },
}

/**
 * Keeps what a person did with a lead, or learnt of it, as an event like any other: it stands in the timeline and rules look
 * at it at once. Gives back its id, to take it back by. Throws ApiError `not_found`, or `invalid_body` for a time that is ahead
 * or more than three years ago.
 */
export async function logActivity(
  deps: LogDeps,
  { workspaceId, leadId, actor }: Subject,
  { what, text, at }: { readonly what: Logged; readonly text?: string | undefined; readonly at?: number | undefined },
): Promise<string> {
  const id = deps.newId()
  const { type, about } = TYPES[what]
  const properties = { ...(text && { [about]: text }), by: actor.name.slice(0, 200) }
  const event = { id, type, lead: leadId, at: at ?? deps.now(), properties }
  const [result] = await recordActivity(deps, { workspaceId, source: SOURCE, actor: actor.id, events: [event] })
  if (result?.status === 'accepted') return id
  if (result?.code === 'unknown_lead') throw new ApiError('not_found')
  const pointer = result?.pointer ?? '/text'
  const message = result?.detail ?? 'This cannot be kept.'
  throw new ApiError('invalid_body', { errors: [{ pointer, code: result?.code ?? 'refused', message }] })
}

/** Takes back what a person noted down, with what it settled and what it was worth. Throws ApiError `not_found`. */
export async function unlogActivity(
  deps: LogDeps,
  { workspaceId, leadId }: Subject,
  activityId: string,
): Promise<void> {
  const { queued } = await deps.store.write(async trx => {
    const lead = await lockLead(trx, { workspaceId, id: leadId })
    const own = trx.selectFrom('activity_events').selectAll().where('workspace_id', '=', workspaceId)
    const row = await own.where('id', '=', rowId(SOURCE, activityId)).where('lead_id', '=', leadId).executeTakeFirst()
    if (!lead || !row) throw new ApiError('not_found')
    await trx.deleteFrom('activity_events').where('workspace_id', '=', workspaceId).where('id', '=', row.id).execute()
    const facts = settledBy({ type: row.type, ...activityBody(row) }).map(([fact]) => fact)
    if (facts.length > 0) await settleAnew(trx, { workspaceId, leadId }, { facts, at: row.at })
    return await rescoreLead(trx, deps, { workspaceId, leadId, at: deps.now() })
  })
  deps.live.publish(workspaceId, { type: 'lead', lead: leadId, change: 'updated' })
  if (queued) deps.wakeDelivery()
}

/** What an event settled, and nobody settled anew since, is as the newest of the events that are left says. */
async function settleAnew(
  trx: Kysely<Database>,
  lead: { readonly workspaceId: string; readonly leadId: string },
  { facts, at }: { readonly facts: readonly string[]; readonly at: number },
): Promise<void> {
  const gone = await trx
    .deleteFrom('lead_facts')
    .where('workspace_id', '=', lead.workspaceId)
    .where('lead_id', '=', lead.leadId)
    .where('fact', 'in', [...facts])
    .where('source', 'in', ['crm', 'api'])
    .where('at', '=', at)
    .returning('fact')
    .execute()
  const open = new Set(gone.map(({ fact }) => fact))
  const types = typesThatSettle(open)
  // Page by page: products may have told tens of thousands of acts of one lead.
  for (let offset = 0; open.size > 0; offset += PAGE) {
    const rows = await eventsOf(trx, lead, { types, offset })
    const events = rows.map(row => ({ id: row.id, type: row.type, properties: {}, ...activityBody(row), at: row.at }))
    for (const { fact, value, source, at } of settledFacts(events)) {
      // Who told it is not known of an event; whoever takes another one back did not.
      const told = { ...lead, source, actor: 'system', at, facts: { [fact]: value } }
      if (open.delete(fact)) await saveLeadFacts(trx, told)
    }
    if (rows.length < PAGE) return
  }
}

const PAGE = 100

function typesThatSettle(facts: ReadonlySet<string>): string[] {
  return Object.entries<EventType>(EVENT_TYPES).flatMap(([type, { sets = [] }]) =>
    sets.some(({ fact }) => facts.has(fact)) ? [type] : [],
  )
}

/** One page of them, the newest first. */
async function eventsOf(
  trx: Kysely<Database>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
  { types, offset }: { readonly types: readonly string[]; readonly offset: number },
): Promise<ActivityEventTable[]> {
  return await trx
    .selectFrom('activity_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .where('type', 'in', [...types])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(PAGE)
    .offset(offset)
    .execute()
}
