import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import type { Database } from '../store/schema.ts'
import { type MergeInput, mergeLeads } from './merge-leads.ts'
import type { OtherLead } from './same-person.ts'
import { loadOther } from './same-person.ts'

/** What two leads would come to as one. */
export interface MergePreview {
  readonly into: OtherLead
  readonly from: OtherLead
  /** As it would be, under the id of `into`. */
  readonly after: OtherLead
  readonly addresses: readonly string[]
  readonly owner: string | null
  readonly counts: {
    readonly conversations: number
    readonly acts: number
    readonly meetings: number
    readonly deliveries: number
  }
}

/** Carries the outcome out of a unit that must leave nothing behind. */
class Previewed extends Error {
  readonly preview: MergePreview
  constructor(preview: MergePreview) {
    super('previewed')
    this.preview = preview
  }
}

/** Merges two leads, looks at what came of it, and takes all of it back before anybody can see it. Throws what `mergeLeads` throws. */
export async function previewMerge(
  deps: Pick<Deps, 'store' | 'now' | 'newId'>,
  input: MergeInput,
): Promise<MergePreview> {
  const { workspaceId } = input
  const into = await loadOther(deps.store.db, workspaceId, input.into)
  const from = await loadOther(deps.store.db, workspaceId, input.from)
  try {
    await deps.store.write(async trx => {
      const merged = await mergeLeads(trx, deps, input)
      const after = await loadOther(trx, workspaceId, merged.into)
      if (!into || !from || !after) throw new Error('A lead that was just merged is gone.')
      const lead = { workspaceId, leadId: merged.into }
      throw new Previewed({
        into,
        from,
        after,
        addresses: await addressesOf(trx, lead),
        owner: await ownerOf(trx, lead),
        counts: {
          conversations: await count(trx, 'sessions', lead),
          acts: await count(trx, 'activity_events', lead),
          meetings: await count(trx, 'bookings', lead),
          deliveries: await count(trx, 'deliveries', lead),
        },
      })
    })
  } catch (error) {
    if (error instanceof Previewed) return error.preview
    throw error
  }
  throw new Error('A preview was kept.')
}

interface Lead {
  readonly workspaceId: string
  readonly leadId: string
}

async function addressesOf(trx: Kysely<Database>, { workspaceId, leadId }: Lead): Promise<string[]> {
  const rows = await trx
    .selectFrom('lead_addresses')
    .select('email')
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .orderBy('email')
    .execute()
  return rows.map(({ email }) => email)
}

async function ownerOf(trx: Kysely<Database>, { workspaceId, leadId }: Lead): Promise<string | null> {
  const row = await trx
    .selectFrom('leads')
    .select('owner_name')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  return row?.owner_name ?? null
}

async function count(
  trx: Kysely<Database>,
  table: 'sessions' | 'activity_events' | 'bookings' | 'deliveries',
  { workspaceId, leadId }: Lead,
): Promise<number> {
  const row = await trx
    .selectFrom(table)
    .select(eb => eb.fn.countAll().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('lead_id', '=', leadId)
    .executeTakeFirst()
  return Number(row?.count ?? 0)
}
