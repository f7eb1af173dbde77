import { type Kysely, sql } from 'kysely'
import { withVerdicts } from '../leads/verdict-columns.ts'
import { STAGES, type Stage } from '../scoring/stage.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** One lead on the board. */
export interface BoardLead {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly company: string | null
  readonly score: number
  readonly temperature: LeadTable['temperature']
  readonly owner: { readonly id: string; readonly name: string } | null
  /** Since when it stands in its stage. */
  readonly since: number
  /** By when the owner should have answered; null = nobody waits for them. */
  readonly dueAt: number | null
  /** Why it was disqualified; null = it is not. */
  readonly disqualifiedReason: string | null
}

export interface BoardColumn {
  readonly stage: Stage
  readonly count: number
  /** For how long half of the leads have stood here, in milliseconds; null = none does. */
  readonly medianMs: number | null
  /** Leads whose owner should have answered by now. */
  readonly overdue: number
  /** Those that came here last. */
  readonly leads: readonly BoardLead[]
}

export interface BoardFilter {
  readonly owner?: string | undefined
  readonly flow?: string | undefined
}

interface BoardRequest {
  readonly workspaceId: string
  readonly filter: BoardFilter
  readonly at: number
  /** Leads of a column that are shown. */
  readonly limit: number
  /** One column only. */
  readonly stage?: Stage | undefined
}

/** Leads by stage, in the order of the lifecycle. */
export async function loadBoard(db: Kysely<Database>, request: BoardRequest): Promise<BoardColumn[]> {
  const counts = await countStages(db, request)
  const columns: BoardColumn[] = []
  for (const stage of request.stage === undefined ? STAGES : [request.stage]) {
    const count = counts.get(stage) ?? 0
    columns.push(
      count === 0
        ? { stage, count, medianMs: null, overdue: 0, leads: [] }
        : {
            stage,
            count,
            medianMs: request.at - (await medianSince(db, request, { stage, count })),
            overdue: await countOverdue(db, request, stage),
            leads: await loadLeads(db, request, stage),
          },
    )
  }
  return columns
}

/** Days in which visitors are counted: those from before come no more. */
export const VISITOR_DAYS = 30

/**
 * Visitors who began a conversation in the last days and left nothing to write to them by: what stands before the first stage.
 * Robots are left out, and so is who is a lead by another visit.
 */
export async function countVisitors(
  db: Kysely<Database>,
  { workspaceId, flow, at }: { readonly workspaceId: string; readonly flow?: string | undefined; readonly at: number },
): Promise<number> {
  let flows = db.selectFrom('flows').select('id').where('workspace_id', '=', workspaceId)
  if (flow !== undefined) flows = flows.where('id', '=', flow)
  const row = await db
    .selectFrom('sessions')
    .select(eb => eb.fn.count('visitor_id').distinct().as('count'))
    .where('sessions.workspace_id', '=', workspaceId)
    // By flow and time there is an index.
    .where('flow_id', 'in', flows)
    .where('created_at', '>=', at - VISITOR_DAYS * 86_400_000)
    .where('lead_id', 'is', null)
    .where('quarantine', 'is', null)
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('sessions as other')
            .select('other.id')
            .whereRef('other.workspace_id', '=', 'sessions.workspace_id')
            .whereRef('other.visitor_id', '=', 'sessions.visitor_id')
            .where('other.lead_id', 'is not', null),
        ),
      ),
    )
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

function leadsOf(db: Kysely<Database>, { workspaceId, filter }: BoardRequest) {
  let query = withVerdicts(db).selectFrom('leads').where('leads.workspace_id', '=', workspaceId)
  if (filter.owner === 'none') query = query.where('leads.owner_id', 'is', null)
  else if (filter.owner) query = query.where('leads.owner_id', '=', filter.owner)
  if (filter.flow) query = query.where('leads.flow_id', '=', filter.flow)
  return query
}

const SINCE = sql<number>`coalesce(leads.stage_since, leads.created_at)`

/** Of the newest decision about a lead. */
const DUE_AT = sql<number | null>`(select d.due_at from routing_decisions d
  where d.workspace_id = leads.workspace_id and d.lead_id = leads.id order by d.at desc, d.id desc limit 1)`

async function countStages(db: Kysely<Database>, request: BoardRequest): Promise<ReadonlyMap<Stage, number>> {
  const rows = await leadsOf(db, request)
    .select(['leads.stage', eb => eb.fn.countAll().as('count')])
    .groupBy('leads.stage')
    .execute()
  return new Map(rows.map(({ stage, count }) => [stage, Number(count)]))
}

async function medianSince(
  db: Kysely<Database>,
  request: BoardRequest,
  { stage, count }: { readonly stage: Stage; readonly count: number },
): Promise<number> {
  const row = await leadsOf(db, request)
    .where('leads.stage', '=', stage)
    .select(SINCE.as('since'))
    .orderBy('since')
    .offset(Math.floor(count / 2))
    .limit(1)
    .executeTakeFirst()
  return Number(row?.since ?? request.at)
}

async function countOverdue(db: Kysely<Database>, request: BoardRequest, stage: Stage): Promise<number> {
  if (stage !== 'mql' && stage !== 'sal') return 0
  const row = await leadsOf(db, request)
    .where('leads.stage', '=', stage)
    .where('leads.verdict', 'is', null)
    .where(DUE_AT, '<', request.at)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

async function loadLeads(db: Kysely<Database>, request: BoardRequest, stage: Stage): Promise<BoardLead[]> {
  // Sorting ids is cheap; what is looked up for each lead is looked up for those that are shown only.
  const shown = leadsOf(db, request)
    .where('leads.stage', '=', stage)
    .select('leads.id')
    .orderBy(SINCE, 'desc')
    .orderBy('leads.id', 'desc')
    .limit(request.limit)
  const rows = await leadsOf(db, request)
    .where('leads.id', 'in', shown)
    .selectAll('leads')
    .select([SINCE.as('since'), DUE_AT.as('due_at')])
    .orderBy('since', 'desc')
    .orderBy('leads.id', 'desc')
    .execute()
  return rows.map(row => {
    const waiting = row.verdict === null && (stage === 'mql' || stage === 'sal')
    return {
      id: row.id,
      name: row.name,
      email: row.email,
      company: row.company,
      score: row.score,
      temperature: row.temperature,
      owner: row.owner_id ? { id: row.owner_id, name: row.owner_name ?? row.owner_id } : null,
      since: Number(row.since),
      dueAt: waiting && row.due_at !== null ? Number(row.due_at) : null,
      disqualifiedReason: row.disqualified_reason,
    }
  })
}
