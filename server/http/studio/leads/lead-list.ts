import type { Kysely } from 'kysely'
import type { Database } from '../../../store/schema.ts'
import type { LeadSort, LeadsPage } from '../studio-types.ts'
import { type Cursor, formatCursor, parseCursor } from './cursor.ts'
import { filteredLeads, isWaiting, type LeadFilter, leadsWithStanding, WAITING } from './lead-filter.ts'
import { type FoundLead, toLeadRows } from './lead-row.ts'

interface ListRequest {
  readonly workspaceId: string
  readonly filter: LeadFilter
  readonly sort: LeadSort
  readonly cursor?: string | undefined
  readonly limit: number
}

/** One page of leads, with the counts and owners the filters are made of. Throws ApiError `invalid_body` for a made-up cursor. */
export async function listLeads(db: Kysely<Database>, request: ListRequest): Promise<LeadsPage> {
  const { workspaceId, filter, limit } = request
  const found = await findPage(db, request)
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const { temperature: _temperature, ...others } = filter
  const { held: _held, ...whatever } = others
  const [groups, held, owners] = [
    await filteredLeads(db, workspaceId, others)
      .select(['leads.temperature', eb => eb.fn.countAll().as('count')])
      .groupBy('leads.temperature')
      .execute(),
    await filteredLeads(db, workspaceId, { ...whatever, held: 'yes' })
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirst(),
    await db
      .selectFrom('leads')
      .select(['owner_id', eb => eb.fn.max('owner_name').as('name')])
      .where('workspace_id', '=', workspaceId)
      .where('owner_id', 'is not', null)
      .groupBy('owner_id')
      .orderBy('name')
      .execute(),
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
    held: Number(held?.count ?? 0),
    owners: owners.flatMap(({ owner_id, name }) => (owner_id ? [{ id: owner_id, name: name ?? owner_id }] : [])),
  }
}

/** One lead more than the page holds, if there is one. */
async function findPage(db: Kysely<Database>, request: ListRequest): Promise<FoundLead[]> {
  const { sort, limit } = request
  const after = request.cursor === undefined ? undefined : parseCursor(request.cursor, sort)
  if (sort !== 'action')
    return await part(db, request, { group: 'all', ...(after && { after }) })
      .limit(limit + 1)
      .execute()
  // A few indexed queries instead of one that sorts everything by whether it waits.
  const found: FoundLead[] = []
  for (const group of GROUPS.slice(after ? GROUPS.indexOf(after.group) : 0)) {
    if (found.length > limit) break
    const here = after?.group === group ? { group, after } : { group }
    const next = await part(db, request, here)
      .limit(limit + 1 - found.length)
      .execute()
    found.push(...next)
  }
  return found
}

/** What a person should act on comes first, hot before all. */
const GROUPS: readonly Cursor['group'][] = ['hot', 'waiting', 'rest']

function part(
  db: Kysely<Database>,
  { workspaceId, filter, sort }: ListRequest,
  { group, after }: { readonly group: Cursor['group']; readonly after?: Cursor },
) {
  const column = sort === 'score' ? 'leads.score' : 'leads.updated_at'
  let query = leadsWithStanding(db, workspaceId, filter)
  if (group === 'hot') query = query.where(WAITING).where('leads.temperature', '=', 'hot')
  if (group === 'waiting') query = query.where(WAITING).where('leads.temperature', '!=', 'hot')
  if (group === 'rest') query = query.where(eb => eb.not(WAITING))
  if (after) {
    query = query.where(eb =>
      eb.or([eb(column, '<', after.value), eb.and([eb(column, '=', after.value), eb('leads.id', '<', after.id)])]),
    )
  }
  return query.orderBy(column, 'desc').orderBy('leads.id', 'desc')
}

function cursorAfter(lead: FoundLead, sort: LeadSort): Cursor {
  const waiting = lead.temperature === 'hot' ? 'hot' : 'waiting'
  const group = sort === 'action' ? (isWaiting(lead) ? waiting : 'rest') : 'all'
  return { sort, group, value: sort === 'score' ? lead.score : lead.updated_at, id: lead.id }
}
