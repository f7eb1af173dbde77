import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../store/schema.ts'
import type { LeadSort, LeadsPage } from '../studio-types.ts'
import { type Cursor, formatCursor, PARTS, parseCursor } from './cursor.ts'
import { filteredLeads, isWaiting, type LeadFilter, leadsWithStanding, WAITING } from './lead-filter.ts'
import { type FoundLead, toLeadRows } from './lead-row.ts'

interface ListRequest {
  readonly workspaceId: string
  readonly filter: LeadFilter
  readonly sort: LeadSort
  readonly cursor?: string | undefined
  readonly limit: number
}

/** One page of leads, with the counts, owners and sources the filters are made of. Throws ApiError `invalid_body` for a made-up cursor. */
export async function listLeads(db: Kysely<Database>, request: ListRequest): Promise<LeadsPage> {
  const { workspaceId, filter, limit } = request
  const found = await findPage(db, request)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const { temperature: _temperature, ...others } = filter
  const { held: _held, ...whatever } = others
  const [groups, held, withMarketing, owners, sources] = [
    await countTemperatures(db, workspaceId, others),
    await count(db, workspaceId, { ...whatever, held: 'yes' }),
    await count(db, workspaceId, { ...others, queue: 'marketing' }),
    await db
      .selectFrom('leads')
      .select(['owner_id', eb => eb.fn.max('owner_name').as('name')])
      .where('workspace_id', '=', workspaceId)
      .where('owner_id', 'is not', null)
      .groupBy('owner_id')
      .orderBy('name')
      .execute(),
    await countSources(db, workspaceId, SOURCES),
  ]
  const counts = { hot: 0, warm: 0, cold: 0, dead: 0, disqualified: 0, all: 0 }
  for (const { temperature, count } of groups) {
    counts[temperature] = Number(count)
    counts.all += Number(count)
  }
  return {
    leads: await toLeadRows(db, workspaceId, page),
    next: found.length > limit && last ? formatCursor(cursorAfter(last, request.sort)) : null,
    counts,
    held,
    owners: owners.flatMap(({ owner_id, name }) => (owner_id ? [{ id: owner_id, name: name ?? owner_id }] : [])),
    sources,
    queue: filter.queue ?? 'all',
    withMarketing,
  }
}

/** How many of each temperature there are. */
async function countTemperatures(db: Kysely<Database>, workspaceId: string, filter: LeadFilter) {
  const { queue: _queue, ...narrow } = filter
  const query = filteredLeads(db, workspaceId, filter).select(['leads.temperature', eb => eb.fn.countAll().as('count')])
  // All leads are counted in the index of temperatures; SQLite would walk it for a few leads too, unless it cannot use it.
  const isNarrow = Object.values(narrow).some(value => value !== undefined)
  return await (isNarrow
    ? query.groupBy([sql`leads.temperature || ''`, 'leads.temperature'])
    : query.groupBy('leads.temperature')
  ).execute()
}

/** Choices of the source filter. */
const SOURCES = 40

/** Where leads of a workspace came from first, the most frequent first. */
export async function countSources(
  db: Kysely<Database>,
  workspaceId: string,
  most: number,
): Promise<{ readonly source: string; readonly count: number }[]> {
  const rows = await db
    .selectFrom('leads')
    .select(['source', eb => eb.fn.countAll().as('count')])
    .where('workspace_id', '=', workspaceId)
    .groupBy('source')
    .orderBy('count', 'desc')
    .orderBy('source')
    .limit(most)
    .execute()
  return rows.map(({ source, count }) => ({ source, count: Number(count) }))
}

async function count(db: Kysely<Database>, workspaceId: string, filter: LeadFilter): Promise<number> {
  const row = await filteredLeads(db, workspaceId, filter)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** One lead more than the page holds, if there is one. */
async function findPage(db: Kysely<Database>, request: ListRequest): Promise<FoundLead[]> {
  const { sort, limit } = request
  const after = request.cursor === undefined ? undefined : parseCursor(request.cursor, sort)
  const parts = PARTS[sort]
  // A few indexed queries instead of one that sorts everything by whether it waits.
  const found: FoundLead[] = []
  for (const part of parts.slice(after ? parts.indexOf(after.in) : 0)) {
    if (found.length > limit) break
    const here = after?.in === part ? after : undefined
    found.push(...(await findIn(db, request, { part, after: here, limit: limit + 1 - found.length })))
  }
  return found
}

interface Place {
  readonly part: Cursor['in']
  readonly after: Cursor | undefined
  readonly limit: number
}

async function findIn(
  db: Kysely<Database>,
  { workspaceId, filter }: ListRequest,
  { part, after, limit }: Place,
): Promise<FoundLead[]> {
  let query = leadsWithStanding(db, workspaceId, filter).limit(limit)
  if (part === 'waiting') query = query.where(WAITING)
  if (part === 'rest') query = query.where(eb => eb.not(WAITING))
  if (part === 'waiting') {
    if (after?.in === 'waiting') {
      const { priority, score, id } = after
      query = query
        // Where the index is to begin.
        .where('leads.source_priority', '>=', priority)
        .where(eb =>
          eb.or([
            eb('leads.source_priority', '>', priority),
            eb('leads.score', '<', score),
            eb.and([eb('leads.score', '=', score), eb('leads.id', '<', id)]),
          ]),
        )
    }
    return await query
      .orderBy('leads.source_priority')
      .orderBy('leads.score', 'desc')
      .orderBy('leads.id', 'desc')
      .execute()
  }
  const column = part === 'score' ? 'leads.score' : 'leads.updated_at'
  if (after && after.in !== 'waiting') {
    const value = after.in === 'score' ? after.score : after.at
    query = query.where(eb =>
      eb.or([eb(column, '<', value), eb.and([eb(column, '=', value), eb('leads.id', '<', after.id)])]),
    )
  }
  return await query.orderBy(column, 'desc').orderBy('leads.id', 'desc').execute()
}

function cursorAfter(lead: FoundLead, sort: LeadSort): Cursor {
  const { id, score, updated_at: at } = lead
  if (sort === 'score') return { in: 'score', score, id }
  if (sort === 'newest') return { in: 'newest', at, id }
  return isWaiting(lead) ? { in: 'waiting', priority: lead.source_priority, score, id } : { in: 'rest', at, id }
}
