import type { Kysely } from 'kysely'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import { isOverVisitor } from './believed.ts'
import { FACT_SOURCES, type FactSource } from './lead-facts.ts'

interface ToldName {
  readonly source: FactSource
  readonly name: string
}

/** What to call a lead's company: by sales, the CRM or an API, else as the person said, else by an import or a lookup. */
export function companyName(given: string | null, told: readonly ToldName[]): string | null {
  const [best] = told.toSorted((a, b) => FACT_SOURCES.indexOf(a.source) - FACT_SOURCES.indexOf(b.source))
  if (!best) return given
  return isOverVisitor(best.source) ? best.name : (given ?? best.name)
}

/** The same of several leads of a workspace at once, by id. */
export async function companyNames(
  db: Kysely<Database>,
  workspaceId: string,
  leads: readonly Pick<LeadTable, 'id' | 'company'>[],
): Promise<ReadonlyMap<string, string | null>> {
  if (leads.length === 0) return new Map()
  const rows = await db
    .selectFrom('lead_facts')
    .select(['lead_id', 'source', 'value_json'])
    .where('workspace_id', '=', workspaceId)
    .where(
      'lead_id',
      'in',
      leads.map(({ id }) => id),
    )
    .where('fact', '=', 'company.name')
    .execute()
  const told = Map.groupBy(rows, row => row.lead_id)
  return new Map(
    leads.map(({ id, company }) => {
      const names = (told.get(id) ?? []).map(({ source, value_json }) => {
        return { source, name: String(JSON.parse(value_json)) } // written by `saveLeadFacts`
      })
      return [id, companyName(company, names)]
    }),
  )
}
