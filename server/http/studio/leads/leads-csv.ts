import type { Kysely, Selectable } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import { describeAnswer } from '#flows/fields/index.ts'
import type { Answer, Field, Flow } from '#flows/flow.ts'
import { companyName } from '../../../leads/company-name.ts'
import { loadFactsOf, type ToldFact } from '../../../leads/lead-facts.ts'
import { type PayloadFacts, payloadFacts } from '../../../leads/payload-facts.ts'
import { loadRelease } from '../../../publishing/live.ts'
import type { LeadTable } from '../../../store/lead-tables.ts'
import type { Database } from '../../../store/schema.ts'
import { csvLine } from './csv-cell.ts'

type Lead = Selectable<LeadTable>

const PAGE = 500

/** What others told of a lead, besides its answers. */
interface Known extends PayloadFacts {
  readonly company: string | null
}

const COLUMNS: readonly { readonly name: string; of(lead: Lead, known: Known): string | number | null }[] = [
  { name: 'lead_id', of: lead => lead.id },
  { name: 'created_at', of: lead => new Date(lead.created_at).toISOString() },
  { name: 'updated_at', of: lead => new Date(lead.updated_at).toISOString() },
  { name: 'name', of: lead => lead.name },
  { name: 'email', of: lead => lead.email },
  { name: 'company', of: (_lead, { company }) => company },
  { name: 'phone', of: lead => lead.phone },
  { name: 'temperature', of: lead => lead.temperature },
  { name: 'stage', of: lead => lead.stage },
  { name: 'score', of: lead => lead.score },
  { name: 'fit', of: lead => lead.fit },
  { name: 'engagement', of: lead => lead.engagement },
  { name: 'disqualified_reason', of: lead => lead.disqualified_reason },
  { name: 'partial', of: lead => (lead.partial === 1 ? 'yes' : 'no') },
  { name: 'open_questions', of: lead => lead.open_questions },
  { name: 'outcome', of: lead => lead.outcome },
  { name: 'owner', of: lead => lead.owner_name },
  { name: 'owner_email', of: lead => lead.owner_email },
  { name: 'source', of: lead => lead.source },
  { name: 'page', of: lead => lead.page_url },
  { name: 'flow', of: lead => lead.flow_id },
  { name: 'locale', of: lead => lead.locale },
  { name: 'title', of: (_lead, { title }) => title },
  { name: 'company_domain', of: (_lead, { companyDetails }) => companyDetails.domain },
  { name: 'industry', of: (_lead, { companyDetails }) => companyDetails.industry },
  { name: 'staff', of: (_lead, { companyDetails }) => companyDetails.staff },
  { name: 'revenue', of: (_lead, { companyDetails }) => companyDetails.revenue },
  { name: 'country', of: (_lead, { companyDetails }) => companyDetails.country },
  { name: 'market', of: (_lead, { companyDetails }) => companyDetails.market },
  { name: 'technologies', of: (_lead, { companyDetails }) => companyDetails.technologies.join('; ') || null },
  { name: 'crm_stage', of: (_lead, { crm }) => crm.stage },
  { name: 'crm_owner', of: (_lead, { crm }) => crm.owner },
  { name: 'utm_medium', of: (_lead, { campaign }) => campaign?.medium ?? null },
  { name: 'utm_campaign', of: (_lead, { campaign }) => campaign?.campaign ?? null },
  { name: 'utm_term', of: (_lead, { campaign }) => campaign?.term ?? null },
]

/**
 * All leads of a workspace as CSV text, in pieces, oldest first: one column for each thing known of every lead, then one
 * for each question any flow asks, with answers in words. Cells are guarded (see `csv-cell.ts`).
 */
export async function* leadsCsv(db: Kysely<Database>, workspaceId: string): AsyncGenerator<string> {
  const fields = await askedFields(db, workspaceId)
  // The mark at the start makes spreadsheets read UTF-8.
  yield `\uFEFF${csvLine([...COLUMNS.map(({ name }) => name), ...fields.map(field => `answer_${field}`)])}`
  let after = ''
  for (;;) {
    const page = await db
      .selectFrom('leads')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(PAGE)
      .execute()
    if (page.length === 0) return
    after = page.at(-1)?.id ?? ''
    const told = await loadFactsOf(db, workspaceId, page)
    let lines = ''
    for (const lead of page) {
      const flow = (await loadRelease(db, workspaceId, lead.release_id))?.flow
      const facts = JSON.parse(lead.facts_json) as Facts // written by the scoring of the lead only
      const known = knownOf(lead, told.get(lead.id) ?? [], facts)
      const cells = COLUMNS.map(column => column.of(lead, known))
      lines += csvLine([...cells, ...fields.map(id => answerOf(flow, facts, id))])
    }
    yield lines
  }
}

function knownOf({ company }: Lead, told: readonly ToldFact[], answered: Facts): Known {
  const names = told.flatMap(({ fact, source, value }) =>
    fact === 'company.name' ? [{ source, name: String(value) }] : [],
  )
  return { ...payloadFacts(told, answered), company: companyName(company, names) }
}

/** Ids of the fields that releases with leads ask for, in their order. Contact details have columns of their own. */
async function askedFields(db: Kysely<Database>, workspaceId: string): Promise<string[]> {
  const releases = await db
    .selectFrom('leads')
    .select('release_id')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .orderBy('release_id')
    .execute()
  const ids = new Set<string>()
  for (const { release_id } of releases) {
    const release = await loadRelease(db, workspaceId, release_id)
    for (const [id, field] of Object.entries(release?.flow.fields ?? {})) if (!isContact(field)) ids.add(id)
  }
  return [...ids]
}

function isContact(field: Field): boolean {
  return (
    field.kind === 'email' ||
    field.kind === 'phone' ||
    field.kind === 'name' ||
    (field.kind === 'text' && (field.about === 'name' || field.about === 'company'))
  )
}

function answerOf(flow: Flow | undefined, facts: Facts, id: string): string | null {
  const field = flow && Object.hasOwn(flow.fields, id) ? flow.fields[id] : undefined
  const value: Answer | undefined = facts[id]
  return field && value !== undefined && flow ? describeAnswer(field, value, flow.locale) : null
}
