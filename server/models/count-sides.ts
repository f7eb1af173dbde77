import type { Kysely } from 'kysely'
import { isQualified } from '../leads/project-lead.ts'
import { withVerdicts } from '../leads/verdict-columns.ts'
import type { FlowKey } from '../publishing/flow-row.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isChallenged } from './judged-by.ts'

/** Leads of one side of a trial. */
export interface SideCounts {
  leads: number
  qualified: number
  accepted: number
  rejected: number
  won: number
}

/** Leads of one side, and how many of them were qualified. */
export type SideQualified = Readonly<Pick<SideCounts, 'leads' | 'qualified'>>

export interface Sides<Side> {
  readonly champion: Side
  readonly challenger: Side
}

interface Split extends FlowKey {
  readonly trialId: string
  /** Basis points. */
  readonly share: number
  /** Leads captured from `since` on and before `until`. */
  readonly since: number
  readonly until: number
}

const PAGE = 2_000

/** What came of the leads of both sides so far; robots are left out. */
export async function countSides(db: Kysely<Database>, split: Split): Promise<Sides<SideCounts>> {
  const sides = { champion: none(), challenger: none() }
  for await (const lead of leadsDuring(db, split)) {
    const side = isChallenged(split, lead.id) ? sides.challenger : sides.champion
    side.leads += 1
    side.qualified += Number(isQualified(lead))
    side.accepted += Number(lead.verdict === 'accepted')
    side.rejected += Number(lead.verdict === 'rejected')
    side.won += Number(lead.stage === 'customer' || Boolean(lead.won))
  }
  return sides
}

function none(): SideCounts {
  return { leads: 0, qualified: 0, accepted: 0, rejected: 0, won: 0 }
}

interface TriedLead extends Pick<LeadTable, 'id' | 'stage' | 'outcome'> {
  readonly verdict: 'accepted' | 'rejected' | null
  readonly won: string | null
}

/** In pages, so that nothing waits for long. */
async function* leadsDuring(
  db: Kysely<Database>,
  { workspaceId, flowId, since, until }: Split,
): AsyncGenerator<TriedLead> {
  let after = ''
  for (;;) {
    const page = await withVerdicts(db)
      .selectFrom('leads')
      .leftJoin('sessions', join =>
        join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
      )
      .select(['leads.id', 'leads.stage', 'leads.outcome', 'leads.verdict'])
      .select(eb =>
        eb
          .selectFrom('lead_outcomes')
          .select(count => count.fn.max('lead_outcomes.id').as('id'))
          .whereRef('lead_outcomes.workspace_id', '=', 'leads.workspace_id')
          .whereRef('lead_outcomes.lead_id', '=', 'leads.id')
          .where('lead_outcomes.kind', '=', 'won')
          .as('won'),
      )
      .where('leads.workspace_id', '=', workspaceId)
      .where('leads.flow_id', '=', flowId)
      .where('leads.created_at', '>=', since)
      .where('leads.created_at', '<', until)
      .where('sessions.quarantine', 'is', null)
      .where('leads.id', '>', after)
      .orderBy('leads.id')
      .limit(PAGE)
      .execute()
    yield* page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.id
  }
}
