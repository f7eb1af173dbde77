import { Hono } from 'hono'
import { z } from 'zod'
import { forgetAccountRules } from '../../../accounts/account-rules.ts'
import { listCompetitors } from '../../../accounts/list-competitors.ts'
import { addCompetitors, removeCompetitor, type SavedCompetitors } from '../../../accounts/save-competitors.ts'
import { requirePermission } from '../../../auth/require-role.ts'
import type { Deps } from '../../../deps.ts'
import { ApiError } from '../../../errors.ts'
import type { CompetitorRow, CompetitorsRequest } from '../account-types.ts'
import { type Accepts, body } from '../request-parts.ts'
import type { StudioEnv } from '../studio-env.ts'

const competitorsRequest = z.strictObject({
  domains: z.array(z.string().trim().min(1).max(300)).min(1).max(500).readonly(),
  note: z.string().trim().min(1).max(500).optional(),
}) satisfies Accepts<CompetitorsRequest>

/** The companies whose people are left out of scoring. Sales meets them first, so they may name them too. */
export function competitorRoutes(deps: Deps) {
  const { reports } = deps.store
  return new Hono<StudioEnv>()
    .get('/competitors', async c =>
      c.json<readonly CompetitorRow[]>(await listCompetitors(reports, c.get('member').workspaceId)),
    )
    .post('/competitors', requirePermission('note_leads'), body(competitorsRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const wanted = { ...c.req.valid('json'), workspaceId, actor: { id: userId, name }, at: deps.now() }
      const saved = await deps.store.write(trx => addCompetitors(trx, wanted))
      forgetAccountRules(workspaceId)
      return c.json<SavedCompetitors>(saved)
    })
    .delete('/competitors/:pattern', requirePermission('note_leads'), async c => {
      const { workspaceId } = c.get('member')
      const pattern = c.req.param('pattern')
      const removed = await deps.store.write(trx => removeCompetitor(trx, { workspaceId, pattern, at: deps.now() }))
      forgetAccountRules(workspaceId)
      if (!removed) throw new ApiError('not_found')
      return c.json({ ok: true })
    })
}
