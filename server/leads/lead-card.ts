import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { namesOf } from '../lifecycle/load-slots.ts'
import { scoredWith } from '../models/judged-by.ts'
import { loadRelease } from '../publishing/live.ts'
import type { RoutingRecord } from '../routing/route.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { LaterDecisionColumns } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import { campaignOf } from './campaign.ts'
import { loadCardBooking } from './card-booking.ts'
import { loadCardCompany } from './card-company.ts'
import { loadCardDeliveries } from './card-deliveries.ts'
import { cardFacts } from './card-facts.ts'
import { loadCardScore } from './card-score.ts'
import { companyName } from './company-name.ts'
import { isFreeMail } from './free-mail.ts'
import { newestAnswers } from './lead-answers.ts'
import type { CardConsent, CardFact, CardHistory, CardRouting, LeadCard } from './lead-card-type.ts'
import { loadToldFacts, type ToldFact } from './lead-facts.ts'
import { questionsOf } from './lead-questions.ts'
import { loadDoings } from './load-doings.ts'

/** Decisions and happenings on a card, the newest ones: a bound for those who come again without end. */
const SHOWN = 200

/**
 * Everything known about a lead of the workspace, scores as they are worth at `at`; null for a lead that is missing or
 * another workspace's.
 */
export async function loadLeadCard(
  db: Kysely<Database>,
  workspaceId: string,
  leadId: string,
  at: number,
): Promise<LeadCard | null> {
  const lead = await db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  const release = lead && (await scoredWith(db, lead))
  if (!lead || !release) return null
  const { visits, timeline } = await loadDoings(db, lead)
  const answered = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow` only
  const told = await loadToldFacts(db, workspaceId, leadId)
  return {
    id: lead.id,
    contact: {
      email: lead.email,
      name: lead.name,
      phone: lead.phone,
      locale: lead.locale,
      timeZone: lead.time_zone,
    },
    company: { ...(await loadCardCompany(db, lead, at)), name: nameIn(lead, told) },
    facts: await loadFacts(db, lead, { answered, told }),
    campaign: campaignOf(answered),
    stage: lead.stage,
    temperature: lead.temperature,
    disqualifiedReason: lead.disqualified_reason,
    outcome: lead.outcome,
    source: lead.source,
    url: lead.page_url,
    flow: { id: lead.flow_id, release: lead.release_id, releaseNumber: release.number },
    quarantine: visits.find(visit => visit.sessionId === lead.session_id)?.quarantine ?? null,
    score: await loadCardScore(db, lead, release, at),
    owner: lead.owner_id
      ? { id: lead.owner_id, name: lead.owner_name ?? lead.owner_id, email: lead.owner_email ?? '' }
      : null,
    booking: await loadCardBooking(db, workspaceId, leadId),
    partial: lead.partial === 1,
    questions: questionsOf(visits),
    answers: newestAnswers(visits),
    timeline,
    routing: await loadRouting(db, workspaceId, leadId),
    deliveries: await loadCardDeliveries(db, workspaceId, leadId),
    history: await loadHistory(db, workspaceId, leadId),
    consent: lead.consent_json ? (JSON.parse(lead.consent_json) as CardConsent) : null, // written by `toLeadRow` only
    createdAt: lead.created_at,
    updatedAt: lead.updated_at,
  }
}

function nameIn({ company }: Pick<LeadTable, 'company'>, told: readonly ToldFact[]): string | null {
  const names = told.filter(({ fact }) => fact === 'company.name')
  return companyName(
    company,
    names.map(({ source, value }) => ({ source, name: String(value) })),
  )
}

/** By the questions of the newest conversation; nothing without its release. */
async function loadFacts(
  db: Kysely<Database>,
  lead: LeadTable,
  { answered, told }: { readonly answered: Facts; readonly told: readonly ToldFact[] },
): Promise<CardFact[]> {
  const release = await loadRelease(db, lead.workspace_id, lead.release_id)
  if (!release) return []
  const actors = told.map(({ actor }) => actor)
  return cardFacts({
    flow: release.flow,
    answered,
    told,
    given: { 'company.name': lead.company, 'company.domain': isFreeMail(answered) ? null : lead.email_domain },
    names: await namesOf(db, actors),
  })
}

async function loadRouting(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<CardRouting[]> {
  const rows = await db
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map(row => ({
    id: row.id,
    session: row.session_id,
    outcome: row.outcome,
    rule: row.rule_id,
    owner: row.owner_id,
    team: row.team_id,
    dueAt: row.due_at,
    record: JSON.parse(row.record_json) as RoutingRecord, // written with decisions only
    kind: row.kind,
    why: row.why,
    by: row.actor_name,
    at: row.at,
  }))
}

async function loadHistory(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<CardHistory[]> {
  const rows = await db
    .selectFrom('lead_events')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.reverse().map(({ id, type, actor, body_json, at }) => {
    return { id, type, actor, body: JSON.parse(body_json) as CardHistory['body'], at } // objects only are written
  })
}
