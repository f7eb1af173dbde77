import { Hono } from 'hono'
import { z } from 'zod'
import { LOGGED, logActivity, unlogActivity } from '../../../activity/log-activity.ts'
import { requirePermission } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError } from '../../../errors.ts'
import { CORRECTABLE, correctFacts } from '../../../leads/correct-facts.ts'
import type { FactsRequest, LoggedActivity, LogRequest, SavedFacts } from '../card-types.ts'
import { type Accepts, body } from '../request-parts.ts'
import type { StudioEnv } from '../studio-env.ts'
import type { LeadRow } from '../studio-types.ts'
import { loadLeadRow } from './lead-row.ts'

const value = z.union([z.string().trim().max(300), z.number()]).nullable()
const factsRequest = z.strictObject({
  facts: z.partialRecord(z.enum(CORRECTABLE), value),
}) satisfies Accepts<FactsRequest>
const logRequest = z.strictObject({
  what: z.enum(LOGGED),
  text: z.string().trim().min(1).max(500).optional(),
  at: z.int().min(0).max(8.64e15).optional(),
}) satisfies Accepts<LogRequest>

/** What people write on a lead card: what they know better, and what they did. */
export function cardRoutes(deps: Deps) {
  async function rowOf(workspaceId: string, leadId: string): Promise<LeadRow> {
    const row = await loadLeadRow(deps.store.db, workspaceId, leadId)
    if (!row) throw new ApiError('not_found')
    return row
  }

  return new Hono<StudioEnv>()
    .put('/leads/:id/facts', requirePermission('note_leads'), body(factsRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const subject = { workspaceId, leadId: c.req.param('id'), actor: { id: userId, name } }
      const before = await correctFacts(deps, { ...subject, changes: c.req.valid('json').facts })
      return c.json<SavedFacts>({ row: await rowOf(workspaceId, subject.leadId), before })
    })
    .post('/leads/:id/activity', requirePermission('note_leads'), body(logRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const subject = { workspaceId, leadId: c.req.param('id'), actor: { id: userId, name } }
      const activity = await logActivity(deps, subject, c.req.valid('json'))
      return c.json<LoggedActivity>({ row: await rowOf(workspaceId, subject.leadId), activity })
    })
    .delete('/leads/:id/activity/:activity', requirePermission('note_leads'), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const subject = { workspaceId, leadId: c.req.param('id'), actor: { id: userId, name } }
      await unlogActivity(deps, subject, c.req.param('activity'))
      return c.json<LeadRow>(await rowOf(workspaceId, subject.leadId))
    })
}
