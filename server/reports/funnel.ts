import { type Kysely, sql } from 'kysely'
import { withVerdicts } from '../leads/verdict-columns.ts'
import type { Database } from '../store/schema.ts'

export interface FunnelCounts {
  readonly exposed: number
  readonly started: number
  readonly completed: number
  readonly qualified: number
  readonly accepted: number
}

export interface Funnel {
  readonly total: FunnelCounts
  /** One entry a day (UTC), oldest first, empty days too. */
  readonly days: readonly (FunnelCounts & { readonly day: string })[]
}

interface FunnelRequest {
  readonly workspaceId: string
  /** Left out = all flows. */
  readonly flowId?: string | undefined
  readonly days: number
  readonly now: number
}

const DAY_MS = 86_400_000
const STEPS = ['exposed', 'started', 'completed', 'qualified', 'accepted'] as const

/**
 * How far visitors got, by the day they were first seen on in the period: shown wording under test or begun a
 * conversation. Who got further also counts in every step before, so the numbers never rise. Robots are left out.
 */
export async function countFunnel(db: Kysely<Database>, request: FunnelRequest): Promise<Funnel> {
  const today = Math.floor(request.now / DAY_MS)
  const first = today - request.days + 1
  const rows = await countByDay(db, request, first * DAY_MS)
  const days = Array.from({ length: request.days }, (_, index) => {
    const own = rows.filter(({ day }) => day === first + index)
    return { day: new Date((first + index) * DAY_MS).toISOString().slice(0, 10), ...toCounts(own) }
  })
  return { total: toCounts(rows.filter(({ day }) => day >= first && day <= today)), days }
}

interface Reached {
  readonly day: number
  /** Index into STEPS. */
  readonly reached: number
  readonly visitors: number
}

function toCounts(rows: readonly Reached[]): FunnelCounts {
  const atLeast = (step: (typeof STEPS)[number]) =>
    rows.filter(({ reached }) => reached >= STEPS.indexOf(step)).reduce((sum, { visitors }) => sum + visitors, 0)
  return {
    exposed: atLeast('exposed'),
    started: atLeast('started'),
    completed: atLeast('completed'),
    qualified: atLeast('qualified'),
    accepted: atLeast('accepted'),
  }
}

async function countByDay(
  db: Kysely<Database>,
  { workspaceId, flowId }: FunnelRequest,
  since: number,
): Promise<Reached[]> {
  const rows = await withVerdicts(db)
    .with('seen', cte => {
      const exposures = cte
        .selectFrom('exposures')
        .leftJoin('sessions', join =>
          join
            .onRef('sessions.workspace_id', '=', 'exposures.workspace_id')
            .onRef('sessions.id', '=', 'exposures.session_id'),
        )
        .select(['exposures.unit_id as visitor', 'exposures.at as at', sql<number>`0`.as('reached')])
        .where('exposures.workspace_id', '=', workspaceId)
        .where('exposures.at', '>=', since)
        .where('sessions.quarantine', 'is', null)
        .$if(flowId !== undefined, query => query.where('exposures.flow_id', '=', flowId ?? ''))
      const sessions = cte
        .selectFrom('sessions')
        .leftJoin('leads', join =>
          join.onRef('leads.workspace_id', '=', 'sessions.workspace_id').onRef('leads.id', '=', 'sessions.lead_id'),
        )
        .select([
          'sessions.visitor_id as visitor',
          'sessions.created_at as at',
          sql<number>`case
            when leads.verdict = 'accepted' or leads.stage in ('sql', 'opportunity', 'customer')
              or exists (select 1 from lead_outcomes o where o.workspace_id = leads.workspace_id
                and o.lead_id = leads.id and o.kind in ('sql', 'opportunity', 'won')) then 4
            when sessions.qualified = 1 then 3
            when sessions.completed = 1 then 2
            when sessions.started = 1 then 1
            else 0 end`.as('reached'),
        ])
        .where('sessions.workspace_id', '=', workspaceId)
        .where('sessions.created_at', '>=', since)
        .where('sessions.quarantine', 'is', null)
        .$if(flowId !== undefined, query => query.where('sessions.flow_id', '=', flowId ?? ''))
      return exposures.unionAll(sessions)
    })
    .with('visitors', cte =>
      cte
        .selectFrom('seen')
        .select(eb => [
          'visitor',
          sql<number>`min(at) / ${sql.lit(DAY_MS)}`.as('day'),
          eb.fn.max('reached').as('reached'),
        ])
        .groupBy('visitor'),
    )
    .selectFrom('visitors')
    .select(eb => ['day', 'reached', eb.fn.countAll().as('visitors')])
    .groupBy(['day', 'reached'])
    .execute()
  return rows.map(({ day, reached, visitors }) => ({
    day: Number(day),
    reached: Number(reached),
    visitors: Number(visitors),
  }))
}
