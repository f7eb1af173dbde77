import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import { defineInsert } from '../sessions/define-insert.ts'
import { inPieces, insertAll } from '../sessions/insert-all.ts'
import type { Database } from '../store/schema.ts'
import { ACTIVITY_LIMITS, type ActivityEvent } from './activity-event.ts'
import { settleFacts } from './activity-facts.ts'
import { rowId, toActivityRow } from './activity-rows.ts'
import { type IgnoredReason, machineReason } from './machine-acts.ts'
import { markBursts } from './mark-bursts.ts'

/** Events of one lead, or of one person who is none yet. */
interface Group {
  readonly workspaceId: string
  readonly source: string
  readonly actor: string
  readonly leadId: string | null
  /** Each id once. */
  readonly events: readonly ActivityEvent[]
  readonly at: number
}

/** By row id. */
export interface KeptGroup {
  /** Null when nobody is a lead, or no more. */
  readonly leadId: string | null
  /** Newly stored, and why no rule looks at it. */
  readonly fresh: ReadonlyMap<string, IgnoredReason | null>
  /** Hashes of those that were there before. */
  readonly known: ReadonlyMap<string, string>
  /** Beyond what is taken on one day. */
  readonly full: ReadonlySet<string>
  readonly queued: boolean
}

const DAY_MS = 86_400_000

/** Stores what is new of a group and, if it is a lead's, what it settles and the lead's new score, all in the caller's unit. */
export async function keepGroup(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  group: Group,
): Promise<KeptGroup> {
  const { workspaceId, source, actor, events, at } = group
  // Two batches about one lead go one after another; it may have been erased since it was looked up.
  const lead = group.leadId === null ? null : await lockLead(trx, { workspaceId, id: group.leadId })
  const leadId = lead?.id ?? null
  const known = await hashesOf(
    trx,
    workspaceId,
    events.map(event => rowId(source, event.id)),
  )
  const unknown = events.filter(event => !known.has(rowId(source, event.id)))
  const room = unknown.length === 0 ? 0 : ACTIVITY_LIMITS.eventsPerDay - (await countToday(trx, { ...group, leadId }))
  const taken = unknown.slice(0, Math.max(0, room))
  const full = new Set(unknown.slice(taken.length).map(event => rowId(source, event.id)))

  const rows = taken.map(event =>
    toActivityRow(event, { workspaceId, source, leadId, ignored: machineReason(event), receivedAt: at }),
  )
  const stored = new Set<string>()
  for (const piece of inPieces(rows)) for (const { id } of await insertAll(trx, insertActivity(piece))) stored.add(id)
  // Another process was faster with the same ids.
  const raced = rows.filter(row => !stored.has(row.id)).map(row => row.id)
  for (const [id, hash] of await hashesOf(trx, workspaceId, raced)) known.set(id, hash)
  const fresh = rows.filter(row => stored.has(row.id))
  const bursts = await markBursts(trx, workspaceId, fresh)
  const result = {
    leadId,
    fresh: new Map(
      fresh.map(row => [row.id, bursts.has(row.id) ? 'link_scanner' : (row.ignored as IgnoredReason | null)]),
    ), // of `machineReason`
    known,
    full,
  } as const
  if (leadId === null || fresh.length === 0) return { ...result, queued: false }

  const settling = taken.filter(event => stored.has(rowId(source, event.id)))
  await settleFacts(trx, { workspaceId, leadId, actor }, settling)
  const bulk = source === 'import' && { handOver: false as const }
  const { queued } = await rescoreLead(trx, deps, { workspaceId, leadId, at, ...bulk })
  return { ...result, queued }
}

const insertActivity = defineInsert('activity_events', insert =>
  insert.onConflict(conflict => conflict.columns(['workspace_id', 'id']).doNothing()).returning('id'),
)

async function hashesOf(
  trx: Kysely<Database>,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await trx
    .selectFrom('activity_events')
    .select(['id', 'body_hash'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map(row => [row.id, row.body_hash]))
}

/** How many of this person came today (UTC). Never more than the bound of them are looked at. */
async function countToday(trx: Kysely<Database>, { workspaceId, leadId, events, at }: Group): Promise<number> {
  const { email, visitor } = events[0]?.subject ?? {}
  const today = trx
    .selectFrom('activity_events')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('received_at', '>=', at - (at % DAY_MS))
    .limit(ACTIVITY_LIMITS.eventsPerDay)
  const own =
    leadId !== null
      ? today.where('lead_id', '=', leadId)
      : email !== undefined
        ? today.where('email', '=', email).where('lead_id', 'is', null)
        : today.where('visitor_id', '=', visitor ?? '').where('lead_id', 'is', null)
  const { count } = await trx
    .selectFrom(own.as('today'))
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}
