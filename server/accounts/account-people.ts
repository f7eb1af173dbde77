import type { Kysely } from 'kysely'
import type { Facts } from '#flows/condition.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** Somebody of an account. */
export interface AccountPerson {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly fit: number
  readonly engagement: number
  readonly score: number
  readonly temperature: LeadTable['temperature']
  readonly stage: LeadTable['stage']
  /** How far up they decide, by the flow's levels; null = not told. */
  readonly level: string | null
  readonly owner: { readonly id: string; readonly name: string } | null
  /** Of the model that made the stored score. */
  readonly modelRevision: string
  /** When they were last in a conversation. */
  readonly seenAt: number
  readonly createdAt: number
}

/** People of one account that are looked at, the newest ones. */
export const ACCOUNT_PEOPLE = 200

/** The leads at these domains, robots left out, newest first. */
export async function loadAccountPeople(
  db: Kysely<Database>,
  workspaceId: string,
  domains: readonly string[],
): Promise<AccountPerson[]> {
  const rows = await db
    .selectFrom('leads')
    .leftJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'leads.workspace_id').onRef('sessions.id', '=', 'leads.session_id'),
    )
    .select(['leads.id', 'leads.name', 'leads.email', 'leads.fit', 'leads.engagement', 'leads.score'])
    .select(['leads.temperature', 'leads.stage', 'leads.facts_json', 'leads.owner_id', 'leads.owner_name'])
    .select(['leads.model_revision', 'leads.created_at', 'sessions.updated_at as seen_at'])
    .where('leads.workspace_id', '=', workspaceId)
    .where('leads.email_domain', 'in', [...domains])
    .where('sessions.quarantine', 'is', null)
    // By the id alone, SQLite would go through the whole workspace by its key rather than look up the domain.
    .orderBy('leads.created_at', 'desc')
    .orderBy('leads.id', 'desc')
    .limit(ACCOUNT_PEOPLE)
    .execute()
  return rows.map(row => ({
    id: row.id,
    name: row.name,
    email: row.email,
    fit: row.fit,
    engagement: row.engagement,
    score: row.score,
    temperature: row.temperature,
    stage: row.stage,
    level: levelIn(JSON.parse(row.facts_json) as Facts), // written by the scoring of the lead only
    owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? row.owner_id },
    modelRevision: row.model_revision,
    seenAt: row.seen_at ?? row.created_at,
    createdAt: row.created_at,
  }))
}

/** Who counts for the account: students, competitors and whoever was turned away do not. */
export function countingPeople(people: readonly AccountPerson[]): AccountPerson[] {
  return people.filter(({ temperature }) => temperature !== 'disqualified')
}

/** What a role says of how far up somebody decides. */
export function levelIn(facts: Facts): string | null {
  const name = Object.keys(facts).find(fact => fact.endsWith('.level'))
  const level = name === undefined ? undefined : facts[name]
  return typeof level === 'string' ? level : null
}
