import type { Selectable } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { Stage } from '../scoring/stage.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { CardConsent } from './lead-card-type.ts'
import type { PersonFacts } from './person-facts.ts'
import type { StandingDatabase } from './verdict-columns.ts'

/** All columns of a lead, those that intake leaves empty too. */
export type WholeLead = Selectable<LeadTable> & Selectable<StandingDatabase['leads']>

interface Union {
  readonly contact: PersonFacts['contact']
  /** What all conversations of both come to. */
  readonly facts: Facts
  readonly openQuestions: number
  /** Whether the newest word on consent was a no. */
  readonly withdrawn: boolean
  readonly at: number
}

/**
 * The row of `into` once `from` is the same person. Whatever a score is made of comes out the same for either order; only
 * the id, and the owner where both have one, are those of `into`.
 */
export function mergedRow(
  into: WholeLead,
  from: WholeLead,
  { contact, facts, openQuestions, withdrawn, at }: Union,
): WholeLead {
  // Ids of sessions grow with time.
  const newest = into.session_id >= from.session_id ? into : from
  const older = newest === into ? from : into
  const first = isEarlier(into, from) ? into : from
  const standing = further(into, from)
  const owner = into.owner_id === null ? from : into
  return {
    ...withoutEmpty(from),
    ...withoutEmpty(into),
    workspace_id: into.workspace_id,
    id: into.id,
    visitor_id: newest.visitor_id,
    session_id: newest.session_id,
    flow_id: newest.flow_id,
    release_id: newest.release_id,
    email: contact?.email ?? newest.email,
    email_domain: contact?.domain ?? newest.email_domain,
    name: contact?.name ?? newest.name ?? older.name,
    company: contact?.company ?? newest.company ?? older.company,
    phone: contact?.phone ?? newest.phone ?? older.phone,
    locale: newest.locale,
    time_zone: newest.time_zone ?? older.time_zone,
    source: first.source,
    medium: first.medium,
    campaign: first.campaign,
    page_url: newest.page_url,
    facts_json: JSON.stringify(facts),
    outcome: newest.outcome,
    stage: standing.stage,
    stage_since: standing.stage_since,
    stage_by: standing.stage_by,
    disqualified_reason: standing.disqualified_reason,
    verdict: standing.verdict,
    verdict_event: standing.verdict_event,
    owner_id: owner.owner_id,
    owner_name: owner.owner_name,
    owner_email: owner.owner_email,
    consent_json: withdrawn ? null : newestConsent(into, from),
    partial: Math.min(into.partial, from.partial),
    open_questions: openQuestions,
    model_revision: newest.model_revision,
    created_at: first.created_at,
    updated_at: at,
  } as WholeLead // columns that later migrations add come from either lead
}

/** Further towards a customer first; somebody put aside by a verdict is as far as the other one is. */
const ORDER: readonly Stage[] = [
  'customer',
  'opportunity',
  'sql',
  'sal',
  'hold',
  'mql',
  'lead',
  'recycled',
  'disqualified',
]

function further(one: WholeLead, other: WholeLead): WholeLead {
  const difference =
    ORDER.indexOf(one.stage) - ORDER.indexOf(other.stage) ||
    Number(isSetByPerson(other)) - Number(isSetByPerson(one)) ||
    (other.stage_since ?? 0) - (one.stage_since ?? 0)
  if (difference !== 0) return difference < 0 ? one : other
  return isEarlier(one, other) ? one : other
}

function isSetByPerson({ verdict, stage_by }: WholeLead): boolean {
  return verdict !== null || stage_by !== null
}

function isEarlier(one: WholeLead, other: WholeLead): boolean {
  return one.created_at === other.created_at ? one.source <= other.source : one.created_at < other.created_at
}

function newestConsent(into: WholeLead, from: WholeLead): string | null {
  if (into.consent_json === null || from.consent_json === null) return into.consent_json ?? from.consent_json
  return givenAt(into.consent_json) >= givenAt(from.consent_json) ? into.consent_json : from.consent_json
}

function givenAt(json: string): number {
  return (JSON.parse(json) as Partial<CardConsent>).at ?? 0 // written by `toLeadRow` and imports
}

function withoutEmpty(row: WholeLead): Partial<WholeLead> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))
}
