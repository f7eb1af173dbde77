import type { Kysely } from 'kysely'
import type { LeadFactTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** Facts from elsewhere of two leads, as they were before they became one. */
export interface FactsApart {
  readonly into: readonly LeadFactTable[]
  readonly from: readonly LeadFactTable[]
}

/** Makes the facts from elsewhere of two leads those of one: what a source said last counts. Gives back what there was. */
export async function mergeToldFacts(
  trx: Kysely<Database>,
  { workspaceId, into, from }: { readonly workspaceId: string; readonly into: string; readonly from: string },
): Promise<FactsApart> {
  const apart = { into: await load(trx, workspaceId, into), from: await load(trx, workspaceId, from) }
  if (apart.from.length === 0) return apart
  await replace(trx, { workspaceId, leadId: from }, [])
  await replace(trx, { workspaceId, leadId: into }, merged(apart, into))
  return apart
}

/** Takes that back. What was told since then stays with the lead that it was told of. */
export async function splitToldFacts(
  trx: Kysely<Database>,
  {
    workspaceId,
    into,
    from,
    apart,
  }: { readonly workspaceId: string; readonly into: string; readonly from: string; readonly apart: FactsApart },
): Promise<void> {
  if (apart.from.length === 0) return
  const then = new Map(merged(apart, into).map(row => [nameOf(row), row]))
  const now = new Map((await load(trx, workspaceId, into)).map(row => [nameOf(row), row]))
  const before = new Map(apart.into.map(row => [nameOf(row), row]))
  const names = new Set([...now.keys(), ...then.keys()])
  const kept = [...names].flatMap(name => {
    const isUntouched = textOf(now.get(name)) === textOf(then.get(name))
    return (isUntouched ? before.get(name) : now.get(name)) ?? []
  })
  await replace(trx, { workspaceId, leadId: into }, kept)
  await replace(trx, { workspaceId, leadId: from }, apart.from)
}

function merged({ into: own, from: others }: FactsApart, into: string): LeadFactTable[] {
  const facts = new Map(own.map(row => [nameOf(row), row]))
  for (const row of others) {
    const known = facts.get(nameOf(row))
    if (!known || isNewer(row, known)) facts.set(nameOf(row), { ...row, lead_id: into })
  }
  return [...facts.values()]
}

/** Two of the same moment are told apart by what they say, so that the order of merging does not matter. */
function isNewer(one: LeadFactTable, other: LeadFactTable): boolean {
  return one.at === other.at ? one.value_json > other.value_json : one.at > other.at
}

function nameOf({ fact, source }: LeadFactTable): string {
  return JSON.stringify([fact, source])
}

function textOf(row: LeadFactTable | undefined): string {
  return row ? JSON.stringify([row.value_json, row.actor, row.at]) : ''
}

async function load(trx: Kysely<Database>, workspaceId: string, leadId: string): Promise<LeadFactTable[]> {
  return await trx
    .selectFrom('lead_facts')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .execute()
}

async function replace(
  trx: Kysely<Database>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
  rows: readonly LeadFactTable[],
): Promise<void> {
  await trx.deleteFrom('lead_facts').where('workspace_id', '=', workspaceId).where('lead_id', '=', leadId).execute()
  for (const row of rows)
    await trx
      .insertInto('lead_facts')
      .values({ ...row, lead_id: leadId })
      .execute()
}
