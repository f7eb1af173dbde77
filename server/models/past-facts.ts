import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import { isPriority } from '../accounts/account-facts.ts'
import { type AccountRules, accountOf, domainsOf, loadAccountRules } from '../accounts/account-rules.ts'
import { isFreeMail } from '../leads/free-mail.ts'
import { knownFacts } from '../leads/known-facts.ts'
import { loadBehavior } from '../leads/lead-behavior.ts'
import { FACT_SOURCES, type ToldFact } from '../leads/lead-facts.ts'
import { loadSourceRules } from '../leads/load-source-rules.ts'
import { replaySessions, type StoredVisit } from '../leads/load-visits.ts'
import { mergeFacts } from '../leads/merge-facts.ts'
import { rankOf, type SourceRank } from '../leads/source-rules.ts'
import { loadRelease } from '../publishing/live.ts'
import { visitFacts } from '../sessions/server-facts.ts'
import type { LaterDecisionColumns } from '../store/routing-tables.ts'
import type { Database } from '../store/schema.ts'
import type { SessionTable } from '../store/session-tables.ts'
import type { LaterFact, PastLead, PastLeadRow } from './past-leads.ts'

type PastFacts = Pick<
  PastLead,
  'capturedFacts' | 'laterFacts' | 'facts' | 'acts' | 'askedForSales' | 'colleagues' | 'priority'
>

/** Conversations of one lead that are replayed: the first, and the newest of the others. */
const VISITS = 10
/** Leads of one company that are looked at. */
const COLLEAGUES = 1_000

/** Per lead: what was known at capture, what came later, and what they did. Answers come from the logs, replayed. */
export async function loadPastFacts(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly PastLeadRow[],
): Promise<ReadonlyMap<string, PastFacts>> {
  const visits = await loadVisitsOf(db, workspaceId, leads)
  const told = await loadToldOf(db, workspaceId, leads)
  const rules = await loadAccountRules(db, workspaceId)
  const sources = await loadSourceRules(db, workspaceId)
  const companies = await loadCompanies(db, workspaceId, { leads, rules })
  const found = new Map<string, PastFacts>()
  for (const lead of leads) {
    const own = visits.get(lead.id) ?? []
    const facts = await factsOf(db, lead, own, told.get(lead.id) ?? [])
    const visitorIds = [...new Set([lead.visitor_id, ...own.map(({ visitorId }) => visitorId)])]
    const [first] = own
    found.set(lead.id, {
      ...withSource(facts, rankOf(sources, lead)),
      acts: await loadBehavior(db, { workspaceId, leadId: lead.id, email: lead.email, visitorIds }),
      askedForSales: first !== undefined && (first.booked || first.release.flow.request === 'demo'),
      colleagues: isFreeMail(facts.facts) ? [] : colleaguesOf(lead, companies.get(lead.email_domain) ?? []),
      priority:
        isFreeMail(facts.facts) || rules.priority.size === 0
          ? null
          : isPriority(rules, accountOf(rules, lead.email_domain)),
    })
  }
  return found
}

/** By today's rules: how a source is looked at is the company's choice, and no news of the lead. */
function withSource<Kept extends Pick<PastFacts, 'capturedFacts' | 'facts'>>(kept: Kept, rank: SourceRank): Kept {
  const source = { 'source.priority': rank.priority, 'source.owner': rank.owner }
  return { ...kept, capturedFacts: { ...kept.capturedFacts, ...source }, facts: { ...kept.facts, ...source } }
}

async function factsOf(
  db: Kysely<Database>,
  lead: PastLeadRow,
  visits: readonly StoredVisit[],
  told: readonly ToldFact[],
): Promise<Pick<PastFacts, 'capturedFacts' | 'laterFacts' | 'facts'>> {
  const [first] = visits
  const release = visits.at(-1)?.release ?? (await loadRelease(db, lead.workspace_id, lead.release_id))
  const flow = release?.flow ?? { fields: {} }
  const domain = { 'email.domain': lead.email_domain }
  const captured = first ? visitFacts(first) : importedFacts(lead)
  const answers =
    visits.length > 1 ? mergeFacts(visits.map(visit => ({ flow: visit.flow, facts: visitFacts(visit) }))) : captured
  const early = told.filter(({ at }) => at <= lead.created_at)
  const later = told.filter(({ at }) => at > lead.created_at).sort((a, b) => a.at - b.at)
  return {
    capturedFacts: knownFacts(flow, { ...captured, ...domain }, early),
    laterFacts: [...laterAnswers(visits), ...later.map(({ actor: _actor, ...fact }): LaterFact => fact)].sort(
      (a, b) => a.at - b.at,
    ),
    facts: knownFacts(flow, { ...answers, ...domain }, told),
  }
}

/** What a lead that never held a conversation here came with. */
function importedFacts({ facts_json }: PastLeadRow): Facts {
  return JSON.parse(facts_json) as Facts // written by `toLeadRow` and the importer only
}

function laterAnswers(visits: readonly StoredVisit[]): LaterFact[] {
  const known = new Map<string, Fact | undefined>(Object.entries(visits[0] ? visitFacts(visits[0]) : {}))
  return visits.slice(1).flatMap(visit =>
    Object.entries(visitFacts(visit)).flatMap(([fact, value]): LaterFact[] => {
      if (value === undefined || JSON.stringify(known.get(fact)) === JSON.stringify(value)) return []
      known.set(fact, value)
      return [{ fact, value, source: 'conversation', at: visit.session.created_at }]
    }),
  )
}

/** By lead, the conversations that were accepted as theirs, oldest first. */
async function loadVisitsOf(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly PastLeadRow[],
): Promise<ReadonlyMap<string, StoredVisit[]>> {
  const decided = await db
    .withTables<{ routing_decisions: LaterDecisionColumns }>()
    .selectFrom('routing_decisions')
    .select(['lead_id', 'session_id'])
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('kind', '=', 'conversation')
    .where(
      'lead_id',
      'in',
      leads.map(({ id }) => id),
    )
    .execute()
  const sessionsOf = Map.groupBy(decided, ({ lead_id }) => lead_id)
  const wanted = new Map<string, string>()
  for (const { id, session_id } of leads) {
    const ids = [...new Set([...(sessionsOf.get(id) ?? []).map(row => row.session_id), session_id])].sort()
    for (const session of ids.length > VISITS ? [...ids.slice(0, 1), ...ids.slice(1 - VISITS)] : ids) {
      wanted.set(session, id)
    }
  }
  const visits: StoredVisit[] = []
  for (const ids of inPieces([...wanted.keys()], SESSIONS_AT_ONCE)) {
    visits.push(...(await replaySessions(db, workspaceId, await loadSessions(db, workspaceId, ids))))
  }
  return Map.groupBy(visits, ({ sessionId }) => wanted.get(sessionId) ?? '')
}

const SESSIONS_AT_ONCE = 200

async function loadSessions(
  db: Kysely<Database>,
  workspaceId: string,
  ids: readonly string[],
): Promise<SessionTable[]> {
  return await db
    .selectFrom('sessions')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute()
}

/** By lead, what other systems and sales told, the most believed first. */
async function loadToldOf(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly PastLeadRow[],
): Promise<ReadonlyMap<string, ToldFact[]>> {
  const rows = await db
    .selectFrom('lead_facts')
    .select(['lead_id', 'fact', 'value_json', 'source', 'actor', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'lead_id',
      'in',
      leads.map(({ id }) => id),
    )
    .execute()
  const told = new Map<string, ToldFact[]>()
  for (const { lead_id, value_json, ...row } of rows) {
    const fact: ToldFact = { ...row, value: JSON.parse(value_json) as Fact } // written by `saveLeadFacts` only
    told.set(lead_id, [...(told.get(lead_id) ?? []), fact])
  }
  for (const facts of told.values()) {
    facts.sort((a, b) => FACT_SOURCES.indexOf(a.source) - FACT_SOURCES.indexOf(b.source))
  }
  return told
}

interface Colleague {
  readonly id: string
  readonly at: number
}

async function loadCompanies(
  db: Kysely<Database>,
  workspaceId: string,
  { leads, rules }: { readonly leads: readonly PastLeadRow[]; readonly rules: AccountRules },
): Promise<ReadonlyMap<string, Colleague[]>> {
  const companies = new Map<string, Colleague[]>()
  const domains = new Set(
    leads.filter(lead => !isFreeMail(importedFacts(lead))).map(({ email_domain }) => email_domain),
  )
  for (const domain of domains) {
    const rows = await db
      .selectFrom('leads')
      .leftJoin('sessions', join =>
        join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
      )
      .select(['leads.id', 'leads.created_at as at'])
      .where('leads.workspace_id', '=', workspaceId)
      .where('leads.email_domain', 'in', domainsOf(rules, accountOf(rules, domain)))
      .where('sessions.quarantine', 'is', null)
      .orderBy('leads.created_at')
      .limit(COLLEAGUES)
      .execute()
    companies.set(domain, rows)
  }
  return companies
}

function colleaguesOf({ id }: PastLeadRow, company: readonly Colleague[]): number[] {
  return company.filter(other => other.id !== id).map(({ at }) => at)
}

function inPieces<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, piece) =>
    items.slice(piece * size, (piece + 1) * size),
  )
}
