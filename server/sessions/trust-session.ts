import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { acceptLead } from '../leads/accept-lead.ts'
import type { AcceptedLead } from '../leads/accepted-lead.ts'
import type { Draw } from '../leads/assign-owner.ts'
import type { CardConsent } from '../leads/lead-card-type.ts'
import { loadVisits, type StoredVisit } from '../leads/load-visits.ts'
import type { Database } from '../store/schema.ts'
import { inUnit } from './in-unit.ts'

export interface TrustRequest {
  readonly workspaceId: string
  readonly sessionId: string
  /** Who says that it is a person: a member of the workspace, or `system` for a challenge that was passed. */
  readonly actor: { readonly id: string; readonly name: string }
}

/**
 * Lets a session out of quarantine: from now on it counts, and a lead it has come to is scored, routed and told of as if it
 * had been trusted at once. Throws ApiError `conflict` when the session is not quarantined (any more).
 */
export async function trustSession(deps: Deps, { workspaceId, sessionId, actor }: TrustRequest): Promise<void> {
  const at = deps.now()
  await inUnit(deps, { workspaceId, at }, async (trx, onDraw) => {
    const { numUpdatedRows } = await trx
      .updateTable('sessions')
      .set({ quarantine: null, updated_at: at })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', sessionId)
      .where('quarantine', 'is not', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows === 0n) throw new ApiError('conflict', { detail: 'This conversation is not held back.' })
    const [visit] = await loadVisits(trx, workspaceId, [sessionId])
    const lead = visit && (await accept(trx, deps, { visit, onDraw, at }))
    if (!lead) return { settled: { accepted: [] } }
    await trx
      .updateTable('sessions')
      .set({ lead_id: lead.leadId, qualified: Number(lead.qualified) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', sessionId)
      .execute()
    if (lead.leadId !== null) await note(trx, deps, { workspaceId, leadId: lead.leadId, sessionId, actor, at })
    return { settled: { accepted: [lead] } }
  })
}

/** Nothing while the conversation has not come to a decision or an end: then it goes on as a trusted one. */
async function accept(
  trx: Kysely<Database>,
  deps: Deps,
  { visit, onDraw, at }: { readonly visit: StoredVisit; readonly onDraw: (draw: Draw) => void; readonly at: number },
): Promise<AcceptedLead | undefined> {
  const { decisions, position } = visit.played
  if (decisions.size === 0 && position.kind !== 'end') return undefined
  const leadId = visit.session.lead_id
  const step = [...decisions.keys()].at(-1) ?? position.id
  const consentAt = leadId === null ? at : await consentTime(trx, visit.workspaceId, leadId)
  return await acceptLead(trx, deps, { visit, step, leadId, behavior: [], onDraw, at, ...(consentAt && { consentAt }) })
}

/** When the person agreed: not when somebody let them through. */
async function consentTime(trx: Kysely<Database>, workspaceId: string, leadId: string): Promise<number | undefined> {
  const row = await trx
    .selectFrom('leads')
    .select('consent_json')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  const consent = row?.consent_json ? (JSON.parse(row.consent_json) as CardConsent) : undefined // written by `toLeadRow` only
  return consent?.at
}

async function note(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'newId'>,
  trusted: TrustRequest & { readonly leadId: string; readonly at: number },
): Promise<void> {
  const { workspaceId, leadId, sessionId, actor, at } = trusted
  await trx
    .insertInto('lead_events')
    .values({
      workspace_id: workspaceId,
      lead_id: leadId,
      id: deps.newId(),
      type: 'trusted',
      actor: actor.id,
      body_json: JSON.stringify({ session: sessionId, by: actor.name }),
      at,
    })
    .execute()
}
