import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { loadPrediction } from '../../learning/lead-prediction.ts'
import { loadLearning, loadLearnings, publishLearning, startLearning } from '../../learning/learning-reports.ts'
import { usualSpec } from '../../learning/learning-schedule.ts'
import { takeSuggestions } from '../../learning/take-suggestions.ts'
import { loadFlowRow } from '../../publishing/flow-row.ts'
import type {
  LeadPrediction,
  Learning,
  LearningDetail,
  PublishLearningRequest,
  StartLearningRequest,
  TakenSuggestions,
  TakeSuggestionsRequest,
} from './learning-types.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const DAY_MS = 86_400_000

const startRequest = z.strictObject({
  target: z.enum(['sql', 'won', 'accepted']),
  days: z.int().min(1).max(3650),
  matureDays: z.int().min(1).max(730).nullable().optional(),
}) satisfies Accepts<StartLearningRequest>
const publishRequest = z.strictObject({ on: z.boolean() }) satisfies Accepts<PublishLearningRequest>
const takeRequest = z.strictObject({
  version: z.int().min(1),
  keys: z.array(z.string().min(1).max(300)).min(1).max(2_000),
}) satisfies Accepts<TakeSuggestionsRequest>

/** What past leads teach: reports, taking their points over into the draft, and the prediction on lead cards. */
export function learningRoutes(deps: Deps) {
  const { db } = deps.store
  const edit = requirePermission('edit_flows')

  return new Hono<StudioEnv>()
    .get('/flows/:id/learning', async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      await loadFlowRow(db, key)
      return c.json<readonly Learning[]>(await loadLearnings(db, { ...key, now: deps.now() }))
    })
    .post('/flows/:id/learning', edit, body(startRequest), async c => {
      const { workspaceId, name } = c.get('member')
      const { target, days, matureDays = null } = c.req.valid('json')
      const now = deps.now()
      const spec = { ...usualSpec(now), target, since: now - days * DAY_MS, matureDays }
      const { learning } = await startLearning(deps, { workspaceId, flowId: c.req.param('id'), spec, by: name })
      return c.json<Learning>(learning, 202)
    })
    .get('/flows/:id/learning/:learning', async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      const learningId = c.req.param('learning')
      return c.json<LearningDetail>(await loadLearning(db, { ...key, learningId, now: deps.now() }))
    })
    .put('/flows/:id/learning/:learning/published', edit, body(publishRequest), async c => {
      const { workspaceId, name } = c.get('member')
      const { id: flowId, learning: learningId } = c.req.param()
      await publishLearning(deps, { workspaceId, flowId, learningId, by: name, on: c.req.valid('json').on })
      const { learning } = await loadLearning(db, { workspaceId, flowId, learningId, now: deps.now() })
      return c.json<Learning>(learning)
    })
    .post('/flows/:id/learning/:learning/take', edit, body(takeRequest), async c => {
      const { workspaceId } = c.get('member')
      const { id: flowId, learning: learningId } = c.req.param()
      return c.json<TakenSuggestions>(
        await takeSuggestions(deps, { workspaceId, flowId, learningId, ...c.req.valid('json') }),
      )
    })
    .get('/leads/:id/prediction', async c => {
      const key = { workspaceId: c.get('member').workspaceId, leadId: c.req.param('id') }
      const lead = await db
        .selectFrom('leads')
        .select('id')
        .where('workspace_id', '=', key.workspaceId)
        .where('id', '=', key.leadId)
        .executeTakeFirst()
      if (!lead) throw new ApiError('not_found')
      return c.json<{ prediction: LeadPrediction | null }>({ prediction: await loadPrediction(db, key) })
    })
}
