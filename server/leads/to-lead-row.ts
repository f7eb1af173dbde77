import type { Facts } from '#flows/condition.ts'
import type { Routed } from '../routing/route.ts'
import type { Visit } from '../sessions/visit.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { CardConsent, CardQuestion } from './lead-card-type.ts'
import type { Contact } from './lead-contact.ts'
import { isOpen } from './lead-questions.ts'
import { touchOf } from './lead-source.ts'
import type { Projection } from './project-lead.ts'
import type { FirstTouch } from './source-rules.ts'

interface RowInput {
  readonly leadId: string
  readonly visit: Visit
  readonly contact: Contact
  readonly consent: CardConsent
  readonly facts: Facts
  readonly projection: Projection
  /** Null = the routing taken before stands. */
  readonly routed: Routed | null
  readonly before: LeadTable | null
  readonly partial: boolean
  readonly questions: readonly CardQuestion[]
  readonly at: number
}

/** The row of a lead: what the newest visit says, and what was known before where it says nothing. */
export function toLeadRow(input: RowInput): LeadTable {
  const { leadId, visit, contact, facts, projection, routed, before, at } = input
  const { context, release } = visit
  return {
    workspace_id: visit.workspaceId,
    id: leadId,
    visitor_id: visit.visitorId,
    session_id: visit.sessionId,
    flow_id: release.flowId,
    release_id: release.id,
    email: contact.email,
    email_domain: contact.domain,
    name: contact.name ?? before?.name ?? null,
    company: contact.company ?? before?.company ?? null,
    phone: contact.phone ?? before?.phone ?? null,
    locale: context.locale,
    time_zone: context.timeZone ?? before?.time_zone ?? null,
    ...(before ? cameBy(before) : touchOf(context)),
    page_url: context.page.url,
    facts_json: JSON.stringify(facts),
    ...scoreColumns(projection),
    outcome: routed?.outcome ?? before?.outcome ?? release.routing.fallback.outcome,
    ...ownerColumns(routed, before),
    consent_json: consentJson(input),
    // Who completed a conversation before stays what they are.
    partial: input.partial && before?.partial !== 0 ? 1 : 0,
    open_questions: input.questions.filter(isOpen).length,
    model_revision: release.modelRevision,
    created_at: before?.created_at ?? at,
    updated_at: at,
  }
}

function cameBy({ source, medium, campaign }: LeadTable): FirstTouch {
  return { source, medium, campaign }
}

/** The columns that a new score changes. */
export function scoreColumns({ facts, folded, temperature, stage, disqualified }: Projection) {
  return {
    source_priority: typeof facts['source.priority'] === 'number' ? facts['source.priority'] : 3,
    source_owner: facts['source.owner'] === 'marketing' ? ('marketing' as const) : ('sales' as const),
    priority_account: Number(facts['account.priority'] === true),
    committee: Number(facts['account.committee'] === true),
    flags: Object.keys(facts).filter(name => name.startsWith('flag.')).length,
    fit: folded.fit,
    engagement: folded.engagement,
    score: folded.score,
    temperature,
    stage,
    disqualified_reason: disqualified?.reason ?? null,
  }
}

function ownerColumns(routed: Routed | null, before: LeadTable | null) {
  const owner = routed?.owner
  if (owner) return { owner_id: owner.id, owner_name: owner.name, owner_email: owner.email }
  const kept = routed ? null : before
  return {
    owner_id: kept?.owner_id ?? null,
    owner_name: kept?.owner_name ?? null,
    owner_email: kept?.owner_email ?? null,
  }
}

/** The record of the first time the person agreed to these words. */
function consentJson({ before, consent }: RowInput): string {
  const kept = before?.consent_json ? (JSON.parse(before.consent_json) as CardConsent) : null // written below only
  return kept?.textHash === consent.textHash ? JSON.stringify(kept) : JSON.stringify(consent)
}
