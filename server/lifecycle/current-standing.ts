import type { Kysely } from 'kysely'
import { withVerdicts } from '../leads/verdict-columns.ts'
import type { Stage } from '../scoring/stage.ts'
import { defineQuery } from '../sessions/define-query.ts'
import type { LeadTable } from '../store/lead-tables.ts'
import type { Database } from '../store/schema.ts'
import type { Standing } from './stage-signals.ts'

/** Where a lead stands, since when, and who put it there: what the next stage depends on. */
export async function currentStanding(db: Kysely<Database>, lead: LeadTable): Promise<Standing> {
  const [row] = await findVerdict(db, { workspaceId: lead.workspace_id, leadId: lead.id })
  const byVerdict = row?.verdict === 'accepted' || row?.verdict === 'rejected'
  const setByPerson = byVerdict || Boolean(row?.stage_by)
  const standing = { stage: lead.stage, setByPerson, since: row?.stage_since ?? lead.created_at }
  if (lead.stage !== 'disqualified' || setByPerson) return standing
  const before = await stageBeforeRule(db, lead)
  return before ? { ...standing, before } : standing
}

const findVerdict = defineQuery((db, { workspaceId, leadId }: { workspaceId: string; leadId: string }) =>
  withVerdicts(db)
    .selectFrom('leads')
    .select(['verdict', 'stage_by', 'stage_since'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', leadId),
)

/** Few leads are let in again, so that nobody keeps this at hand. */
async function stageBeforeRule(db: Kysely<Database>, lead: LeadTable): Promise<Stage | null> {
  const row = await db
    .selectFrom('lead_events')
    .select('body_json')
    .where('workspace_id', '=', lead.workspace_id)
    .where('lead_id', '=', lead.id)
    .where('type', '=', 'stage_changed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ? (JSON.parse(row.body_json) as { from: Stage }).from : null // moves only are written under this type
}
