import { Hono } from 'hono'
import { z } from 'zod'
import type { Deps } from '../../deps.ts'
import { type ExperimentReport, reportExperiments } from '../../experiments/report-experiments.ts'
import { draftOf, loadFlowRow } from '../../publishing/flow-row.ts'
import { loadRelease } from '../../publishing/live.ts'
import { countFunnel, type Funnel } from '../../reports/funnel.ts'
import { type Accepts, query } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { FunnelQuery } from './studio-types.ts'

const funnelQuery = z.strictObject({
  flow: z.string().min(1).max(64).optional(),
  days: z
    .string()
    .regex(/^\d{1,3}$/)
    .transform(Number)
    .pipe(z.int().min(1).max(365))
    .optional(),
}) satisfies Accepts<FunnelQuery>

/** Numbers: experiments of a flow, and the funnel. */
export function reportRoutes(deps: Deps) {
  const { db, reports } = deps.store

  return new Hono<StudioEnv>()
    .get('/flows/:id/experiments', async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      const row = await loadFlowRow(db, key)
      const live = row.live_release_id ? await loadRelease(db, key.workspaceId, row.live_release_id) : null
      const flows = [...(live ? [live.flow] : []), draftOf(row).flow]
      return c.json<ExperimentReport[]>(await reportExperiments(reports, { ...key, flows }))
    })
    .get('/funnel', query(funnelQuery), async c => {
      const { workspaceId } = c.get('member')
      const { flow, days } = c.req.valid('query')
      if (flow !== undefined) await loadFlowRow(db, { workspaceId, flowId: flow })
      return c.json<Funnel>(
        await countFunnel(reports, { workspaceId, flowId: flow, days: days ?? 30, now: deps.now() }),
      )
    })
}
