import type { Kysely } from 'kysely'
import type { LeadEventTable, LeadOutcomeTable, LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { PastLead, PastLeadRow, PastOutcome, StageMove } from './past-leads.ts'

type History = Pick<PastLead, 'stageLog' | 'outcome' | 'outcomeAt' | 'verdictAt' | 'verdictReason' | 'score'>

const MOVES = ['created', 'stage_changed', 'accepted', 'rejected', 'undone']

/** Per lead: how it went through the stages, what sales said, what came of it, and its score at capture. */
export async function loadLeadHistories(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly PastLeadRow[],
): Promise<ReadonlyMap<string, History>> {
  const ids = leads.map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const events = await db
    .selectFrom('lead_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', 'in', ids)
    .where('type', 'in', MOVES)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const outcomes = await db
    .selectFrom('lead_outcomes')
    .select(['lead_id', 'kind', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', 'in', ids)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const eventsOf = Map.groupBy(events, event => event.lead_id)
  const outcomesOf = Map.groupBy(outcomes, outcome => outcome.lead_id)
  return new Map(
    leads.map(lead => [lead.id, historyOf(lead, eventsOf.get(lead.id) ?? [], outcomesOf.get(lead.id) ?? [])]),
  )
}

/** What the events of one lead, oldest first, come to. */
function historyOf(
  lead: PastLeadRow,
  events: readonly LeadEventTable[],
  outcomes: readonly Pick<LeadOutcomeTable, 'kind' | 'at'>[],
): History {
  const verdict = events.find(({ id }) => id === lead.verdict_event)
  const reason = verdict && bodyOf(verdict).reason
  const stageLog = stageLogOf(lead, events)
  const created = events.find(({ type }) => type === 'created')
  const { score = lead.score } = created ? bodyOf(created) : {}
  const said = { ...lead, verdictAt: verdict?.at ?? lead.updated_at }
  return {
    stageLog,
    score,
    ...outcomeOf(said, { stageLog, outcomes }),
    verdictAt: verdict?.at ?? null,
    verdictReason: reason ?? null,
  }
}

function stageLogOf(lead: LeadTable, events: readonly LeadEventTable[]): StageMove[] {
  const log: StageMove[] = []
  for (const event of events) {
    const { stage, to = stage } = bodyOf(event)
    const from = log.at(-1)?.to ?? null
    // A verdict may be told both as itself and as a move.
    if (to !== undefined && to !== from) log.push({ from, to, at: event.at })
  }
  if (log.at(-1)?.to !== lead.stage) log.push({ from: log.at(-1)?.to ?? null, to: lead.stage, at: lead.updated_at })
  return log
}

interface Said {
  readonly stage: LeadTable['stage']
  readonly verdict: 'accepted' | 'rejected' | null
  readonly verdictAt: number
}

interface Told {
  readonly stageLog: readonly StageMove[]
  readonly outcomes: readonly Pick<LeadOutcomeTable, 'kind' | 'at'>[]
}

/**
 * What came of a lead: the newest of what closed it (won, lost, turned down for good), else SQL once it got that far, else
 * open. A lead that sales put on hold is open: sales calls again. One that a rule disqualified is open, too: nobody looked.
 */
export function outcomeOf(
  { stage, verdict, verdictAt }: Said,
  { stageLog, outcomes }: Told,
): { readonly outcome: PastOutcome; readonly outcomeAt: number | null } {
  const signs: Sign[] = [
    ...outcomes.map(({ kind, at }): Sign => ({ outcome: kind === 'opportunity' ? 'sql' : kind, at })),
    ...stageLog.flatMap(({ to, at }): Sign[] => {
      if (to === 'customer') return [{ outcome: 'won', at }]
      return to === 'sql' || to === 'opportunity' ? [{ outcome: 'sql', at }] : []
    }),
    ...(verdict === 'rejected' && stage === 'disqualified'
      ? [{ outcome: 'rejected', at: verdictAt } satisfies Sign]
      : []),
  ].sort((a, b) => a.at - b.at)
  const closed = signs.findLast(({ outcome }) => outcome !== 'sql')
  const reached = signs.find(({ outcome }) => outcome === 'sql')
  const sign = closed ?? reached
  return sign ? { outcome: sign.outcome, outcomeAt: sign.at } : { outcome: 'open', outcomeAt: null }
}

interface Sign {
  readonly outcome: PastOutcome
  readonly at: number
}

interface EventBody {
  readonly stage?: LeadTable['stage']
  readonly to?: LeadTable['stage']
  readonly reason?: string
  readonly score?: number
}

function bodyOf({ body_json }: LeadEventTable): EventBody {
  return JSON.parse(body_json) as EventBody // written by the units that move leads only
}
