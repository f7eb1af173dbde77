import { type Kysely, sql } from 'kysely'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'

/** Why two leads may be one person. */
export type Likeness = 'phone' | 'name' | 'visitor'

/** A lead as it is shown where people look for the other half of another one. */
export interface OtherLead {
  readonly id: string
  readonly name: string | null
  readonly email: string
  readonly company: string | null
  readonly score: number
  readonly temperature: LeadTable['temperature']
  readonly stage: LeadTable['stage']
  readonly updatedAt: number
}

export interface LikelySame extends OtherLead {
  readonly because: readonly Likeness[]
}

const FOUND = 8
const SUGGESTED = 5

/**
 * Leads that are likely the same person: the same telephone number, the same browser, or the same name at the same company.
 * Only ever suggested: people decide. Those that somebody said are not the same are left out.
 */
export async function likelySame(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<LikelySame[]> {
  const lead = await db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (!lead) return []
  const reasons = new Map<string, { readonly lead: LeadTable; readonly because: Set<Likeness> }>()
  for (const { because, found } of [
    { because: 'visitor' as const, found: await ofSameVisitor(db, lead) },
    { because: 'phone' as const, found: await ofSamePhone(db, lead) },
    { because: 'name' as const, found: await ofSameName(db, lead) },
  ]) {
    for (const other of found) {
      const known = reasons.get(other.id) ?? { lead: other, because: new Set<Likeness>() }
      known.because.add(because)
      reasons.set(other.id, known)
    }
  }
  const apart = await apartFrom(db, workspaceId, leadId)
  return [...reasons.values()]
    .filter(({ lead: other }) => !apart.has(other.id))
    .sort((a, b) => b.because.size - a.because.size || b.lead.updated_at - a.lead.updated_at)
    .slice(0, SUGGESTED)
    .map(({ lead: other, because }) => ({ ...toOther(other), because: [...because] }))
}

/** Leads whose name, address or company has these words, another one's own left out. */
export async function findOthers(
  db: Kysely<Database>,
  { workspaceId, leadId, q }: { readonly workspaceId: string; readonly leadId: string; readonly q: string },
): Promise<OtherLead[]> {
  const pattern = `%${q.toLowerCase().replaceAll(/[\\%_]/g, sign => `\\${sign}`)}%`
  const rows = await others(db, workspaceId, leadId)
    .where(eb =>
      eb.or([
        sql<boolean>`lower(coalesce(name, '')) like ${pattern} escape '\\'`,
        sql<boolean>`email like ${pattern} escape '\\'`,
        sql<boolean>`lower(coalesce(company, '')) like ${pattern} escape '\\'`,
      ]),
    )
    .orderBy('updated_at', 'desc')
    .limit(FOUND)
    .execute()
  return rows.map(toOther)
}

/** One lead, or null. */
export async function loadOther(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<OtherLead | null> {
  const lead = await db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  return lead ? toOther(lead) : null
}

/** Notes that two leads are two people, so that nobody is asked again. */
export async function keepApart(
  trx: Kysely<Database>,
  of: {
    readonly workspaceId: string
    readonly leadId: string
    readonly otherId: string
    readonly actor: string
    readonly at: number
  },
): Promise<void> {
  const [lead_id = '', other_id = ''] = [of.leadId, of.otherId].sort()
  await trx
    .insertInto('lead_apart')
    .values({ workspace_id: of.workspaceId, lead_id, other_id, actor: of.actor, at: of.at })
    .onConflict(conflict => conflict.columns(['workspace_id', 'lead_id', 'other_id']).doNothing())
    .execute()
}

async function apartFrom(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('lead_apart')
    .select(['lead_id', 'other_id'])
    .where('workspace_id', '=', workspaceId)
    .where(eb => eb.or([eb('lead_id', '=', leadId), eb('other_id', '=', leadId)]))
    .execute()
  return new Set(rows.flatMap(row => [row.lead_id, row.other_id]))
}

function others(db: Kysely<Database>, workspaceId: string, leadId: string) {
  const robots = db
    .selectFrom('sessions')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('quarantine', 'is not', null)
  return db
    .selectFrom('leads')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '<>', leadId)
    .where('session_id', 'not in', robots)
}

/** Through the flows, since sessions of a visitor are found by flow. */
async function ofSameVisitor(db: Kysely<Database>, { workspace_id, id, visitor_id }: LeadTable): Promise<LeadTable[]> {
  if (visitor_id === '') return []
  const rows = await db
    .selectFrom('flows')
    .innerJoin('sessions', join =>
      join.onRef('sessions.workspace_id', '=', 'flows.workspace_id').onRef('sessions.flow_id', '=', 'flows.id'),
    )
    .select('sessions.lead_id')
    .where('flows.workspace_id', '=', workspace_id)
    .where('sessions.visitor_id', '=', visitor_id)
    .where('sessions.lead_id', 'is not', null)
    .where('sessions.quarantine', 'is', null)
    .limit(50)
    .execute()
  const ids = [...new Set(rows.flatMap(row => row.lead_id ?? []))].filter(other => other !== id)
  if (ids.length === 0) return []
  return await others(db, workspace_id, id).where('id', 'in', ids).limit(SUGGESTED).execute()
}

async function ofSamePhone(db: Kysely<Database>, { workspace_id, id, phone }: LeadTable): Promise<LeadTable[]> {
  if (!phone) return []
  return await others(db, workspace_id, id).where('phone', '=', phone).limit(SUGGESTED).execute()
}

/** At the same domain, or at another one of a company of the same name: a private mailbox, mostly. */
async function ofSameName(db: Kysely<Database>, lead: LeadTable): Promise<LeadTable[]> {
  const { workspace_id, id, name, company, email_domain } = lead
  if (!name) return []
  const sameName = others(db, workspace_id, id).where(sql<boolean>`lower(name) = ${name.toLowerCase()}`)
  const sameDomain = await sameName.where('email_domain', '=', email_domain).limit(SUGGESTED).execute()
  if (!company) return sameDomain
  const sameCompany = sameName
    .where('email_domain', '<>', email_domain)
    .where(sql<boolean>`lower(company) = ${company.toLowerCase()}`)
  return [...sameDomain, ...(await sameCompany.limit(SUGGESTED).execute())]
}

function toOther({ id, name, email, company, score, temperature, stage, updated_at }: LeadTable): OtherLead {
  return { id, name, email, company, score, temperature, stage, updatedAt: updated_at }
}
