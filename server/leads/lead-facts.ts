import type { Kysely } from 'kysely'
import type { Fact, Facts } from '#flows/condition.ts'
import { factsOf, parseAnswer } from '#flows/fields/index.ts'
import type { Flow } from '#flows/flow.ts'
import { defineQuery } from '../sessions/define-query.ts'
import type { LeadFactTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

export type FactSource = LeadFactTable['source']

/** A fact of a lead with whoever told it. */
export interface ToldFact {
  readonly fact: string
  readonly value: Fact
  readonly source: FactSource
  /** `system`, the user's id, or the id of the API key. */
  readonly actor: string
  readonly at: number
}

/** Who is believed more, strongest first. */
export const FACT_SOURCES: readonly FactSource[] = ['sales', 'crm', 'api', 'import', 'enrichment']

interface NewFacts {
  readonly workspaceId: string
  readonly leadId: string
  readonly source: FactSource
  readonly actor: string
  readonly at: number
  /** By name; null takes back what this source said. */
  readonly facts: Readonly<Record<string, Fact | null>>
}

/** What is known of a lead from elsewhere than its conversations: of each fact what the most believed source says. */
export async function loadLeadFacts(trx: Kysely<Database>, workspaceId: string, leadId: string): Promise<Facts> {
  return strongestFacts(await loadToldFacts(trx, workspaceId, leadId))
}

/** The same with who told each, all sources of it, the most believed first. */
export async function loadToldFacts(
  trx: Kysely<Database>,
  workspaceId: string,
  leadId: string,
): Promise<readonly ToldFact[]> {
  const rows = await findTold(trx, { workspaceId, leadId })
  return rows
    .map(({ value_json, ...row }) => ({ ...row, value: JSON.parse(value_json) as Fact })) // written by `saveLeadFacts`
    .sort((a, b) => FACT_SOURCES.indexOf(a.source) - FACT_SOURCES.indexOf(b.source))
}

const findTold = defineQuery((db, { workspaceId, leadId }: { workspaceId: string; leadId: string }) =>
  db
    .selectFrom('lead_facts')
    .select(['fact', 'value_json', 'source', 'actor', 'at'])
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('fact'),
)

/** The same of several leads at once, by id. */
export async function loadFactsOf(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, readonly ToldFact[]>> {
  if (leads.length === 0) return new Map()
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
  const told = rows
    .map(({ value_json, ...row }) => ({ ...row, value: JSON.parse(value_json) as Fact })) // written by `saveLeadFacts`
    .sort((a, b) => FACT_SOURCES.indexOf(a.source) - FACT_SOURCES.indexOf(b.source))
  return Map.groupBy(told, row => row.lead_id)
}

/** Of each fact what the most believed source says. */
export function strongestFacts(told: readonly ToldFact[]): Facts {
  const facts = new Map<string, Fact>()
  for (const { fact, value } of told) if (!facts.has(fact)) facts.set(fact, value)
  return Object.fromEntries(facts)
}

/**
 * Stores what a source says of a lead, inside the caller's unit. An older telling never replaces a newer one of the same
 * source. Score the lead anew afterwards (`rescoreLead`).
 */
export async function saveLeadFacts(trx: Kysely<Database>, input: NewFacts): Promise<void> {
  const { workspaceId, leadId, source, actor, at } = input
  for (const [fact, value] of Object.entries(input.facts)) {
    if (value === null) {
      await trx
        .deleteFrom('lead_facts')
        .where('workspace_id', '=', workspaceId)
        .where('lead_id', '=', leadId)
        .where('fact', '=', fact)
        .where('source', '=', source)
        .where('at', '<=', at)
        .execute()
      continue
    }
    const row = {
      workspace_id: workspaceId,
      lead_id: leadId,
      fact,
      source,
      value_json: JSON.stringify(value),
      actor,
      at,
    }
    await trx
      .insertInto('lead_facts')
      .values(row)
      .onConflict(conflict =>
        conflict
          .columns(['workspace_id', 'lead_id', 'fact', 'source'])
          .doUpdateSet({ value_json: row.value_json, actor, at })
          .where('lead_facts.at', '<=', at),
      )
      .execute()
  }
}

/**
 * Lays facts from elsewhere over the answers. One that names a question of the flow replaces its answer with all that the
 * answer stood for (`size` takes `size.min` along); one that the question would not take is passed over.
 */
export function overlayFacts(flow: Pick<Flow, 'fields'>, facts: Facts, over: Facts): Facts {
  const laid: Record<string, Fact | undefined> = { ...facts }
  for (const [name, value] of Object.entries(over)) {
    const field = Object.hasOwn(flow.fields, name) ? flow.fields[name] : undefined
    if (!field) {
      laid[name] = value
      continue
    }
    const parsed = parseAnswer(field, value)
    if (!parsed.ok) continue
    for (const part of Object.keys(laid)) if (part === name || part.startsWith(`${name}.`)) delete laid[part]
    Object.assign(laid, factsOf(name, field, parsed.value))
  }
  return laid
}
