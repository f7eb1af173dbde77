import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { forgetEnabled, loadEnabled, saveEnabled } from '../../enrichment/enrichment-settings.ts'
import { enrichers } from '../../enrichment/index.ts'
import { countLookups, listLookups } from '../../enrichment/list-lookups.ts'
import { queueNewest } from '../../enrichment/queue-lead.ts'
import type { EnrichmentState, SaveEnrichmentRequest } from './enrichment-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const ids = enrichers.map(({ id }) => id)
const saveRequest = z.strictObject({
  enabled: z.array(z.enum(ids)).max(ids.length),
}) satisfies Accepts<SaveEnrichmentRequest>
/** Leads from before that are looked up once it is switched on. */
const NEWEST = 500

/** What is looked up about companies, and what came of it. */
export function enrichmentRoutes(deps: Deps) {
  const { db } = deps.store

  async function stateOf(workspaceId: string): Promise<EnrichmentState> {
    const enabled = await loadEnabled(db, workspaceId)
    return {
      enrichers: enrichers.map(({ id, title, description }) => ({
        id,
        title,
        description,
        enabled: enabled.includes(id),
      })),
      counts: await countLookups(db, workspaceId),
      lookups: await listLookups(db, workspaceId),
    }
  }

  return new Hono<StudioEnv>()
    .get('/enrichment', async c => c.json<EnrichmentState>(await stateOf(c.get('member').workspaceId)))
    .put('/enrichment', requirePermission('manage_site'), body(saveRequest), async c => {
      const { workspaceId } = c.get('member')
      const { enabled } = c.req.valid('json')
      const at = deps.now()
      await deps.store.write(trx => saveEnabled(trx, workspaceId, { enabled, at }))
      forgetEnabled(workspaceId)
      await deps.store.write(trx => queueNewest(trx, { workspaceId, at, most: NEWEST }))
      return c.json<EnrichmentState>(await stateOf(workspaceId))
    })
}
