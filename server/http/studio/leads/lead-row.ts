import type { Kysely, Selectable } from 'kysely'
import type { Flow } from '#flows/flow.ts'
import { companyNames } from '../../../leads/company-name.ts'
import type { LeadTable } from '../../../store/lead-tables.ts'
import type { Database } from '../../../store/schema.ts'
import type { LeadRow } from '../studio-types.ts'
import { isWaiting, isWithMarketing, leadsWithStanding } from './lead-filter.ts'

/** A lead as the list's query gives it. */
export type FoundLead = Selectable<LeadTable> & {
  readonly verdict: 'accepted' | 'rejected' | null
  readonly quarantine: string | null
}

interface Reason {
  readonly at: number
  readonly points: number
  readonly reason: string
}

/** The rows of a list, in the same order: leads with their flow's name, their strongest reasons and their deadline. */
export async function toLeadRows(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly FoundLead[],
): Promise<LeadRow[]> {
  if (leads.length === 0) return []
  const ids = leads.map(({ id }) => id)
  const [flows, entries, decisions] = [
    await loadFlowNames(db, workspaceId),
    await db
      .selectFrom('ledger_entries')
      .select(['lead_id', 'points', 'reason', 'at'])
      .where('workspace_id', '=', workspaceId)
      .where('lead_id', 'in', ids)
      .execute(),
    await db
      .selectFrom('routing_decisions')
      .select(['lead_id', 'due_at'])
      .where('workspace_id', '=', workspaceId)
      .where('lead_id', 'in', ids)
      .orderBy('at')
      .execute(),
  ]
  const companies = await companyNames(db, workspaceId, leads)
  const reasons = Map.groupBy(entries, ({ lead_id }) => lead_id)
  const dueAt = new Map(decisions.map(({ lead_id, due_at }) => [lead_id, due_at]))
  return leads.map(lead => {
    const waiting = isWaiting(lead)
    return {
      id: lead.id,
      email: lead.email,
      name: lead.name,
      company: companies.get(lead.id) ?? null,
      score: lead.score,
      fit: lead.fit,
      engagement: lead.engagement,
      temperature: lead.temperature,
      stage: lead.stage,
      outcome: lead.outcome,
      flow: { id: lead.flow_id, name: flows.get(lead.flow_id) ?? lead.flow_id },
      owner: lead.owner_id ? { id: lead.owner_id, name: lead.owner_name ?? lead.owner_id } : null,
      why: whyOf(lead, reasons.get(lead.id) ?? []),
      source: lead.source,
      medium: lead.medium,
      campaign: lead.campaign,
      sourcePriority: lead.source_priority,
      withMarketing: isWithMarketing(lead),
      priorityAccount: lead.priority_account === 1,
      committee: lead.committee === 1,
      flags: lead.flags,
      quarantine: lead.quarantine,
      partial: lead.partial === 1,
      openQuestions: lead.open_questions,
      waiting,
      dueAt: waiting ? (dueAt.get(lead.id) ?? null) : null,
      createdAt: lead.created_at,
      updatedAt: lead.updated_at,
    }
  })
}

/** One lead as a row of the list, or null when it is missing or another workspace's. */
export async function loadLeadRow(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<LeadRow | null> {
  const lead = await leadsWithStanding(db, workspaceId, {}).where('leads.id', '=', leadId).executeTakeFirst()
  return lead ? ((await toLeadRows(db, workspaceId, [lead]))[0] ?? null) : null
}

/** What marketers call their flows, by id. */
export async function loadFlowNames(db: Kysely<Database>, workspaceId: string): Promise<Map<string, string>> {
  const flows = await db
    .selectFrom('flows')
    .select(['id', 'draft_flow_json'])
    .where('workspace_id', '=', workspaceId)
    .execute()
  return new Map(flows.map(({ id, draft_flow_json }) => [id, (JSON.parse(draft_flow_json) as Flow).name])) // parsed when saved
}

/** The two strongest reasons: what speaks for a hot or warm lead, what speaks against a cold one. */
function whyOf(lead: FoundLead, reasons: readonly Reason[]): string {
  if (lead.disqualified_reason) return lead.disqualified_reason
  const direction = lead.temperature === 'cold' ? 1 : -1
  return (
    reasons
      // A penalty for silence is dated ahead: it has not happened yet.
      .filter(({ points, at }) => points !== 0 && at <= lead.updated_at)
      .toSorted((a, b) => direction * (a.points - b.points))
      .slice(0, 2)
      .map(({ reason }) => reason)
      .join(' · ')
  )
}
