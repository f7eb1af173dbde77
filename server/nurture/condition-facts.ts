import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import { FACT_SOURCES, overlayFacts, strongestFacts } from '../leads/lead-facts.ts'
import { scoredWith } from '../models/judged-by.ts'
import type { Release } from '../publishing/live.ts'
import { gradeOf, hundredOf } from '../scoring/grade.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

const DAY_MS = 86_400_000

/** What conditions of segments and automations read of leads, by lead: answers, what others told, and where each stands. */
export async function loadConditionFacts(
  db: Kysely<Database>,
  leads: readonly LeadTable[],
  now: number,
): Promise<ReadonlyMap<string, Facts>> {
  const [first] = leads
  if (!first) return new Map()
  const told = await loadToldOf(
    db,
    first.workspace_id,
    leads.map(({ id }) => id),
  )
  const facts = new Map<string, Facts>()
  for (const lead of leads) {
    const release = await scoredWith(db, lead)
    facts.set(lead.id, conditionFacts({ lead, told: told.get(lead.id) ?? {}, release, now }))
  }
  return facts
}

/** The same of one. */
export async function loadFactsOf(db: Kysely<Database>, lead: LeadTable, now: number): Promise<Facts> {
  return (await loadConditionFacts(db, [lead], now)).get(lead.id) ?? {}
}

interface Known {
  readonly lead: LeadTable
  readonly told: Facts
  readonly release: Release | null
  readonly now: number
}

function conditionFacts({ lead, told, release, now }: Known): Facts {
  const answers = JSON.parse(lead.facts_json) as Facts // written by `toLeadRow` only
  return {
    ...(release ? overlayFacts(release.flow, answers, told) : { ...answers, ...told }),
    ...(release ? gradesOf(release, lead) : {}),
    score: lead.score,
    fit: lead.fit,
    engagement: lead.engagement,
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

/** Of models that have them. */
function gradesOf({ model }: Release, lead: LeadTable): Facts {
  const grade = gradeOf(lead, model)
  const hundred = hundredOf(lead, model)
  return { ...(grade !== null && { grade }), ...(hundred !== null && { hundred }) }
}

/** What others than the leads themselves told of them, by lead. */
export async function loadToldOf(
  db: Kysely<Database>,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<ReadonlyMap<string, Facts>> {
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
      return [lead, strongestFacts(facts)] as const
    }),
  )
}
