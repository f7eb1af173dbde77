import type { Kysely } from 'kysely'
import type { Database } from '../store/schema.ts'
import type { ActivitySubject } from './activity-event.ts'

/** Who the subjects of a batch are. */
export interface FoundLeads {
  /** The lead; null = nobody who is a lead yet; `unknown` = the id that was given names none. */
  leadOf(subject: ActivitySubject): string | null | 'unknown'
}

/**
 * Looks up the leads of a batch at once: by id (also one that was merged away), else by address (also a second one of a
 * merged lead), else, when no address is given, by visitor.
 */
export async function findLeads(
  db: Kysely<Database>,
  workspaceId: string,
  subjects: readonly ActivitySubject[],
): Promise<FoundLeads> {
  const given = (part: (subject: ActivitySubject) => string | undefined) =>
    [...new Set(subjects.map(part))].filter(value => value !== undefined)
  const byId = await leadsById(
    db,
    workspaceId,
    given(subject => subject.lead),
  )
  const byEmail = await leadsByEmail(
    db,
    workspaceId,
    given(subject => (subject.lead ? undefined : subject.email)),
  )
  const byVisitor = await leadsByVisitor(
    db,
    workspaceId,
    given(subject => (subject.lead || subject.email ? undefined : subject.visitor)),
  )
  return {
    leadOf({ lead, email, visitor }) {
      if (lead !== undefined) return byId.get(lead) ?? 'unknown'
      if (email !== undefined) return byEmail.get(email) ?? null
      return byVisitor.get(visitor ?? '') ?? null
    },
  }
}

type Found = ReadonlyMap<string, string>

async function leadsById(db: Kysely<Database>, workspaceId: string, ids: readonly string[]): Promise<Found> {
  if (ids.length === 0) return new Map()
  const leads = await db
    .selectFrom('leads')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...ids])
    .execute()
  const found = new Map(leads.map(({ id }) => [id, id]))
  const missing = ids.filter(id => !found.has(id))
  if (missing.length === 0) return found
  const aliases = await db
    .selectFrom('lead_aliases')
    .select(['alias_id', 'lead_id'])
    .where('workspace_id', '=', workspaceId)
    .where('alias_id', 'in', missing)
    .execute()
  for (const { alias_id, lead_id } of aliases) found.set(alias_id, lead_id)
  return found
}

async function leadsByEmail(db: Kysely<Database>, workspaceId: string, emails: readonly string[]): Promise<Found> {
  if (emails.length === 0) return new Map()
  const leads = await db
    .selectFrom('leads')
    .select(['id', 'email'])
    .where('workspace_id', '=', workspaceId)
    .where('email', 'in', [...emails])
    .execute()
  const found = new Map(leads.map(({ id, email }) => [email, id]))
  const missing = emails.filter(email => !found.has(email))
  if (missing.length === 0) return found
  const addresses = await db
    .selectFrom('lead_addresses')
    .select(['email', 'lead_id'])
    .where('workspace_id', '=', workspaceId)
    .where('email', 'in', missing)
    .execute()
  for (const { email, lead_id } of addresses) found.set(email, lead_id)
  return found
}

/** Through the flows, since sessions of a visitor are found by flow. */
async function leadsByVisitor(db: Kysely<Database>, workspaceId: string, visitors: readonly string[]): Promise<Found> {
  if (visitors.length === 0) return new Map()
  const rows = await db
    .selectFrom('flows')
    .innerJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'flows.workspace_id').onRef('sessions.flow_id', '=', 'flows.id'),
    )
    .select(['sessions.visitor_id', 'sessions.lead_id'])
    .where('flows.workspace_id', '=', workspaceId)
    .where('sessions.visitor_id', 'in', [...visitors])
    .where('sessions.lead_id', 'is not', null)
    .where('sessions.quarantine', 'is', null)
    .orderBy('sessions.id')
    .execute()
  // The newest session of a visitor is the last one.
  return new Map(rows.flatMap(({ visitor_id, lead_id }) => (lead_id === null ? [] : [[visitor_id, lead_id] as const])))
}
