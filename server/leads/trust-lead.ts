import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { trustSession } from '../sessions/trust-session.ts'

interface TrustLead {
  readonly workspaceId: string
  readonly leadId: string
  readonly actor: { readonly id: string; readonly name: string }
}

/** Lets a lead through that was held back. Throws ApiError `not_found`, or `conflict` when it is not held back. */
export async function trustLead(deps: Deps, { workspaceId, leadId, actor }: TrustLead): Promise<void> {
  const lead = await deps.store.db
    .selectFrom('leads')
    .select('session_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId)
    .executeTakeFirst()
  if (!lead) throw new ApiError('not_found')
  await trustSession(deps, { workspaceId, sessionId: lead.session_id, actor })
}
