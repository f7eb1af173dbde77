import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import { knownFacts } from '../leads/known-facts.ts'
import { FACT_SOURCES, strongestFacts, type ToldFact } from '../leads/lead-facts.ts'
import { completenessOf } from '../leads/project-lead.ts'
import { scoredWith } from '../models/judged-by.ts'
import type { Release } from '../publishing/live.ts'
import { deriveFacts } from '../scoring/derive-facts.ts'
import { planOf } from '../scoring/score-plan.ts'
import { standingFacts } from '../scoring/standing-facts.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { loadAccountsOf } from './accounts-of.ts'

const DAY_MS = 86_400_000

/**
 * What conditions of segments and automations read of leads of one workspace, by lead: all that the score reads (answers, what
 * others told, the company, profiles, personas and flags), and where each stands.
 */
export async function loadConditionFacts(
  db: Kysely<Database>,
  leads: readonly LeadTable[],
  now: number,
): Promise<ReadonlyMap<string, Facts>> {
  const [first] = leads
  if (!first) return new Map()
  const told = await loadTold(
    db,
    first.workspace_id,
    leads.map(({ id }) => id),
  )
  const known: Known[] = []
  for (const lead of leads) {
    const release = await scoredWith(db, lead)
    known.push({ lead, release, facts: factsSaid(lead, release, told.get(lead.id) ?? []) })
  }
  const accounts = await loadAccountsOf(db, known, now)
  return new Map(known.map(one => [one.lead.id, conditionFacts(one, accounts.get(one.lead.id) ?? {}, now)]))
}

/** The same of one. */
export async function loadFactsOf(db: Kysely<Database>, lead: LeadTable, now: number): Promise<Facts> {
  return (await loadConditionFacts(db, [lead], now)).get(lead.id) ?? {}
}

interface Known {
  readonly lead: LeadTable
  readonly release: Release | null
  /** Answers, and what others told. */
  readonly facts: Facts
}

function factsSaid(lead: LeadTable, release: Release | null, told: readonly ToldFact[]): Facts {
  const answers = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow` only
  return knownFacts(release?.flow ?? { fields: {} }, answers, told)
}

function conditionFacts({ lead, release, facts: said }: Known, account: Facts, now: number): Facts {
  const source = { 'source.priority': lead.source_priority, 'source.owner': lead.source_owner }
  const facts = { ...said, ...NO_ACCOUNT, ...account, ...source }
  return {
    ...(release ? withDerived(release, lead, facts) : facts),
    ...standingFacts(lead, release?.model ?? {}),
    temperature: lead.temperature,
    stage: lead.stage,
    outcome: lead.outcome,
    source: lead.source,
    flow: lead.flow_id,
    lang: lead.locale.split('-')[0] ?? lead.locale,
    partial: lead.partial === 1,
    'email.domain': lead.email_domain,
    'owner.known': lead.owner_id !== null,
    ...(lead.owner_id === null ? {} : { 'owner.id': lead.owner_id }),
    ...(lead.time_zone === null ? {} : { timeZone: lead.time_zone }),
    'age.days': Math.floor((now - lead.created_at) / DAY_MS),
  }
}

/** Who is of no company is on no list of companies: "not on the priority list" is to find them too. */
const NO_ACCOUNT: Facts = { 'account.priority': false, 'account.committee': false }

/** With the profiles, personas and flags of the model; those that do not match are false, so that a condition can ask for that. */
function withDerived({ model, flow }: Release, lead: LeadTable, facts: Facts): Facts {
  const { derived } = planOf(model)
  const circumstances = {
    requestedAt: lead.created_at,
    source: lead.source,
    completeness: () => completenessOf(flow, facts),
  }
  const none = Object.fromEntries(derived.map(({ name }) => [name, false]))
  return { ...none, ...deriveFacts(model, facts, circumstances) }
}

/** What others than the leads themselves told of them, by lead. */
export async function loadToldOf(
  db: Kysely<Database>,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, Facts>> {
  const told = await loadTold(db, workspaceId, leadIds)
  return new Map([...told].map(([lead, facts]) => [lead, strongestFacts(facts)]))
}

async function loadTold(
  db: Kysely<Database>,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, readonly ToldFact[]>> {
  if (leadIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('lead_facts')
    .select(['lead_id', 'fact', 'value_json', 'source', 'actor', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', 'in', [...leadIds])
    .execute()
  const byLead = Map.groupBy(rows, row => row.lead_id)
  return new Map(
    [...byLead].map(([lead, told]) => {
      const facts = told
        .map(({ fact, value_json, source, actor, at }) => {
          return { fact, value: JSON.parse(value_json) as Fact, source, actor, at } // written by `saveLeadFacts`
        })
        .sort((a, b) => FACT_SOURCES.indexOf(a.source) - FACT_SOURCES.indexOf(b.source))
      return [lead, facts] as const
    }),
  )
}
