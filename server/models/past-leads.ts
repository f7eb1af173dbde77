import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import type { FactSource } from '../leads/lead-facts.ts'
import { withVerdicts } from '../leads/verdict-columns.ts'
import type { BehaviorFact } from '../scoring/behavior.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadLeadHistories } from './lead-histories.ts'
import { loadPastFacts } from './past-facts.ts'

/** What came of a lead. `open` = nobody knows yet: neither good nor bad. */
export type PastOutcome = 'won' | 'sql' | 'rejected' | 'lost' | 'open'

/** A fact that was learnt after the lead was captured. */
export interface LaterFact {
  readonly fact: string
  readonly value: Fact
  /** `conversation` = the visitor's own answer in a later conversation. */
  readonly source: FactSource | 'conversation'
  readonly at: number
}

/** A move from one stage to another. */
export interface StageMove {
  readonly from: LeadTable['stage'] | null
  readonly to: LeadTable['stage']
  readonly at: number
}

/** A lead as its history tells it. Times in milliseconds since 1970. */
export interface PastLead {
  readonly id: string
  readonly flowId: string
  /** Release of its newest conversation: whose flow names its answers. */
  readonly releaseId: string
  /** When it was captured. */
  readonly createdAt: number
  /** Known at capture: the answers of the first conversation, and what other systems had told by then. */
  readonly capturedFacts: Facts
  /** Learnt after that, oldest first. */
  readonly laterFacts: readonly LaterFact[]
  /** All that is known now. */
  readonly facts: Facts
  /** All acts, also those after capture. */
  readonly acts: readonly BehaviorFact[]
  /** Whether it asked for a demo or booked a time when it was captured. */
  readonly askedForSales: boolean
  /** When each other lead of the same company was captured; none for addresses of free mail. Oldest first. */
  readonly colleagues: readonly number[]
  /** Whether the company is on the priority list today; null without a list, or for free mail. */
  readonly priority: boolean | null
  /** Where it came from first. */
  readonly source: string
  readonly owner: { readonly id: string; readonly name: string } | null
  readonly stage: LeadTable['stage']
  /** Oldest first; the first is where it began. */
  readonly stageLog: readonly StageMove[]
  readonly outcome: PastOutcome
  /** Null while the outcome is open. */
  readonly outcomeAt: number | null
  /** Newest verdict of sales that nobody took back. */
  readonly verdict: 'accepted' | 'rejected' | null
  readonly verdictAt: number | null
  /** Slug of why it was rejected. */
  readonly verdictReason: string | null
  /** As it was given at capture, by the model of that time. */
  readonly score: number
  /** Model revision of the newest score. */
  readonly modelRevision: string
}

export interface PastLeadsQuery {
  /** Captured from this time on. */
  readonly since: number
  /** Captured before this time. */
  readonly until: number
  /** Of this flow only. */
  readonly flowId?: string
}

/** Leads read at a time: what is held in memory. */
const BATCH = 200

/**
 * Streams the leads captured in a time, in batches, in the order they came in; leads held back as robots' are left out. Reads in small
 * queries, so that nothing is kept from being written meanwhile. Meant for `store.read`: it replays every conversation.
 */
export async function* loadPastLeads(
  db: Kysely<Database>,
  workspaceId: string,
  query: PastLeadsQuery,
): AsyncGenerator<readonly PastLead[]> {
  let after = ''
  for (;;) {
    const rows = await pageOf(db, workspaceId, query, after)
    const last = rows.at(-1)
    if (!last) return
    yield await toPastLeads(db, workspaceId, rows)
    after = last.id
  }
}

/** How many leads `loadPastLeads` will give. */
export async function countPastLeads(
  db: Kysely<Database>,
  workspaceId: string,
  query: PastLeadsQuery,
): Promise<number> {
  const row = await pastLeadsQuery(db, workspaceId, query)
    .select(eb => eb.fn.countAll().as('count'))
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}

/** These leads, in the order they came in; held-back ones are left out. */
export async function loadPastLeadsById(
  db: Kysely<Database>,
  workspaceId: string,
  ids: readonly string[],
): Promise<readonly PastLead[]> {
  if (ids.length === 0) return []
  const rows = await pastLeadsQuery(db, workspaceId, { since: 0, until: Number.MAX_SAFE_INTEGER })
    .where('leads.id', 'in', [...ids])
    .selectAll('leads')
    .orderBy('leads.id')
    .execute()
  return await toPastLeads(db, workspaceId, rows)
}

/** The facts that were known at a moment. Before capture: those of capture. */
export function factsAt(lead: Pick<PastLead, 'capturedFacts' | 'laterFacts' | 'facts'>, moment: number): Facts {
  const later = lead.laterFacts.filter(({ at }) => at <= moment)
  if (later.length === 0) return lead.capturedFacts
  if (later.length === lead.laterFacts.length) return lead.facts
  return { ...lead.capturedFacts, ...Object.fromEntries(later.map(({ fact, value }) => [fact, value])) }
}

export type PastLeadRow = LeadTable & {
  readonly verdict: 'accepted' | 'rejected' | null
  readonly verdict_event: string | null
}

function pastLeadsQuery(db: Kysely<Database>, workspaceId: string, { since, until, flowId }: PastLeadsQuery) {
  return withVerdicts(db)
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .where('leads.workspace_id', '=', workspaceId)
    .where('sessions.quarantine', 'is', null)
    .where('leads.created_at', '>=', since)
    .where('leads.created_at', '<', until)
    .$if(flowId !== undefined, query => query.where('leads.flow_id', '=', flowId ?? ''))
}

async function pageOf(
  db: Kysely<Database>,
  workspaceId: string,
  query: PastLeadsQuery,
  after: string,
): Promise<PastLeadRow[]> {
  // By id, which is the order they came in and the key of the table.
  return await pastLeadsQuery(db, workspaceId, query)
    .where('leads.id', '>', after)
    .selectAll('leads')
    .orderBy('leads.id')
    .limit(BATCH)
    .execute()
}

async function toPastLeads(
  db: Kysely<Database>,
  workspaceId: string,
  rows: readonly PastLeadRow[],
): Promise<readonly PastLead[]> {
  const facts = await loadPastFacts(db, workspaceId, rows)
  const histories = await loadLeadHistories(db, workspaceId, rows)
  return rows.flatMap((row): PastLead[] => {
    const known = facts.get(row.id)
    const history = histories.get(row.id)
    if (!known || !history) return []
    return [
      {
        id: row.id,
        flowId: row.flow_id,
        releaseId: row.release_id,
        createdAt: row.created_at,
        source: row.source,
        owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? row.owner_id },
        stage: row.stage,
        verdict: row.verdict,
        modelRevision: row.model_revision,
        ...known,
        ...history,
      },
    ]
  })
}
