import { type Kysely, sql } from 'kysely'
import { type Condition, holds } from '#flows/condition.ts'
import type { Deps } from '../deps.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadConditionFacts } from './condition-facts.ts'
import { splitCondition } from './condition-sql.ts'

interface Search {
  readonly workspaceId: string
  readonly condition: Condition
  readonly now: number
  /** Leads older than this one, by id. */
  readonly before?: string | undefined
}

const PAGE = 500
/** Leads read to count a condition the database cannot decide. */
const MOST_READ = 50_000

/** Leads a condition holds for, newest first, page by page; robots' are left out. */
export async function* findMembers(db: Kysely<Database>, search: Search): AsyncGenerator<LeadTable[]> {
  for await (const { members } of readPages(db, search)) yield members
}

/** How many there are; `exact` is false when there were too many leads to look at all. */
export async function countMembers(
  db: Kysely<Database>,
  search: Search,
): Promise<{ readonly count: number; readonly exact: boolean }> {
  const { rest } = splitCondition(search.condition)
  if (rest === null) {
    const row = await candidates(db, search)
      .select(eb => eb.fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return { count: Number(row.count), exact: true }
  }
  let count = 0
  let read = 0
  for await (const page of readPages(db, search)) {
    count += page.members.length
    read += page.read
    if (read >= MOST_READ) return { count, exact: false }
  }
  return { count, exact: true }
}

/** One page of members and the way to the next. */
export async function listMembers(
  db: Kysely<Database>,
  search: Search,
  limit: number,
): Promise<{ readonly leads: readonly LeadTable[]; readonly next: string | null }> {
  const leads: LeadTable[] = []
  for await (const page of findMembers(db, search)) {
    leads.push(...page)
    if (leads.length > limit) break
  }
  const shown = leads.slice(0, limit)
  return { leads: shown, next: leads.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

/** Writes down who is in a segment now, so that who comes later is seen to enter. */
export async function fillMembers(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { workspaceId, segmentId, condition }: Omit<Search, 'now' | 'before'> & { readonly segmentId: string },
): Promise<void> {
  const at = now()
  await store.write(trx => clearMembers(trx, workspaceId, segmentId))
  for await (const leads of findMembers(store.db, { workspaceId, condition, now: at })) {
    if (leads.length === 0) continue
    const rows = leads.map(({ id }) => ({ workspace_id: workspaceId, segment_id: segmentId, lead_id: id, since: at }))
    await store.write(trx =>
      trx
        .insertInto('segment_members')
        .values(rows)
        .onConflict(conflict => conflict.columns(['workspace_id', 'segment_id', 'lead_id']).doNothing())
        .execute(),
    )
  }
}

export async function clearMembers(trx: Kysely<Database>, workspaceId: string, segmentId: string): Promise<void> {
  await trx
    .deleteFrom('segment_members')
    .where('workspace_id', '=', workspaceId)
    .where('segment_id', '=', segmentId)
    .execute()
}

async function* readPages(
  db: Kysely<Database>,
  search: Search,
): AsyncGenerator<{ readonly members: LeadTable[]; readonly read: number }> {
  const { rest } = splitCondition(search.condition)
  let before = search.before
  for (;;) {
    const page = await candidates(db, { ...search, before })
      .selectAll('leads')
      .orderBy('leads.id', 'desc')
      .limit(PAGE)
      .execute()
    yield { members: await filter(db, search, rest, page), read: page.length }
    if (page.length < PAGE) return
    before = page.at(-1)?.id
  }
}

async function filter(
  db: Kysely<Database>,
  { now }: Search,
  rest: Condition | null,
  page: LeadTable[],
): Promise<LeadTable[]> {
  if (rest === null || page.length === 0) return page
  const facts = await loadConditionFacts(db, page, now)
  return page.filter(({ id }) => holds(rest, facts.get(id) ?? {}))
}

function candidates(db: Kysely<Database>, { workspaceId, condition, before }: Search) {
  const { where } = splitCondition(condition)
  let query = db
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .where('leads.workspace_id', '=', workspaceId)
    .where('sessions.quarantine', 'is', null)
  if (before !== undefined) query = query.where('leads.id', '<', before)
  if (where) query = query.where(sql<boolean>`${where}`)
  return query
}
