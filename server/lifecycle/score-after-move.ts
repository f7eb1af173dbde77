import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { lockLead } from '../leads/lead-rows.ts'
import { rescoreLead } from '../leads/rescore-lead.ts'
import { scoredBy } from '../models/judged-by.ts'
import { noteChange } from '../nurture/note-change.ts'
import { planOf } from '../scoring/score-plan.ts'
import type { Database } from '../store/schema.ts'

/**
 * What a lead is worth after people or the CRM said what came of it, where its model looks at that: in the unit of the move,
 * once the lead stands where it goes and what the outcome settles is stored. Destinations are not told, for the move itself
 * tells them; automations are.
 */
export async function scoreAfterMove(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, leadId }: { readonly workspaceId: string; readonly leadId: string },
): Promise<void> {
  const before = await lockLead(trx, { workspaceId, id: leadId })
  const release = before && (await scoredBy(trx, before))
  if (!before || !release || !planOf(release.model).readsSales) return
  const at = deps.now()
  await rescoreLead(trx, deps, { workspaceId, leadId, at, quiet: true })
  const after = await lockLead(trx, { workspaceId, id: leadId })
  if (after) await noteChange(trx, deps, { before, after, at })
}
