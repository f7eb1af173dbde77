import type { Kysely } from 'kysely'
import { defineQuery } from '../sessions/define-query.ts'
import type { Database } from '../store/schema.ts'

/** The lead that this id names now: itself, or the one it was merged into. Says nothing of whether there is such a lead. */
export async function resolveLeadId(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<string> {
  const [alias] = await findAlias(db, { workspaceId, leadId })
  return alias?.lead_id ?? leadId
}

/** Ids of leads that were merged into this one. */
export async function aliasesOf(db: Kysely<Database>, workspaceId: string, leadId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('lead_aliases')
    .select('alias_id')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('alias_id')
    .execute()
  return rows.map(({ alias_id }) => alias_id)
}

/** The lead with this e-mail address (in lower case), its newest or an older one; null when there is none. */
export async function findLeadByAddress(
  db: Kysely<Database>,
  workspaceId: string,
  email: string,
): Promise<string | null> {
  const [lead] = await findByAddress(db, { workspaceId, email })
  return lead?.id ?? (await findByOtherAddress(db, workspaceId, email))
}

/** The same for addresses that a merged lead brought along. */
export async function findByOtherAddress(
  db: Kysely<Database>,
  workspaceId: string,
  email: string,
): Promise<string | null> {
  const [address] = await findAddress(db, { workspaceId, email })
  return address?.lead_id ?? null
}

const findAlias = defineQuery((db, { workspaceId, leadId }: { workspaceId: string; leadId: string }) =>
  db
    .selectFrom('lead_aliases')
    .select('lead_id')
    .where('workspace_id', '=', workspaceId)
    .where('alias_id', '=', leadId),
)
const findByAddress = defineQuery((db, { workspaceId, email }: { workspaceId: string; email: string }) =>
  db.selectFrom('leads').select('id').where('workspace_id', '=', workspaceId).where('email', '=', email),
)
const findAddress = defineQuery((db, { workspaceId, email }: { workspaceId: string; email: string }) =>
  db.selectFrom('lead_addresses').select('lead_id').where('workspace_id', '=', workspaceId).where('email', '=', email),
)
