import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import type { ModelChoice } from '../../models/backtest-types.ts'
import { type Backtest, cancelBacktest, loadBacktests, startBacktest } from '../../models/backtests.ts'
import { loadModelSettings, recordReview, saveModelSettings } from '../../models/model-settings.ts'
import { compareModels, loadModelsOverview, type ModelsOverview } from '../../models/models-overview.ts'
import { reportTrials, type TrialReport } from '../../models/report-trials.ts'
import { rollBackModel } from '../../models/roll-back-model.ts'
import { maySign, SIDES, signModel } from '../../models/sign-off.ts'
import { startTrial, stopTrial } from '../../models/trials.ts'
import { type BacktestView, viewBacktest } from '../../models/view-backtest.ts'
import { loadFlowRow } from '../../publishing/flow-row.ts'
import type {
  BacktestRequest,
  CompareQuery,
  ModelRollbackRequest,
  ModelSettings,
  SignRequest,
  TrialRequest,
} from './model-types.ts'
import { type Accepts, body, query } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const revision = z.string().regex(/^[0-9a-f]{64}$/)
const time = z.int().min(0).max(8.64e15)
const choice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('draft') }),
  z.strictObject({ kind: z.literal('live') }),
  z.strictObject({ kind: z.literal('revision'), revision }),
  z.strictObject({ kind: z.literal('preset'), preset: z.string().min(1).max(40) }),
])
const backtestRequest = z
  .strictObject({
    base: choice,
    candidate: choice,
    since: time,
    until: time,
    moment: z.union([z.literal('capture'), time]),
    target: z.enum(['sql', 'won', 'accepted']),
    matureDays: z.int().min(1).max(730),
    seed: z.int().min(0).max(0xffffffff),
  })
  .refine(({ since, until }) => since < until, {
    path: ['until'],
    error: 'The time has to end after it begins.',
  }) satisfies Accepts<BacktestRequest>
const compareQuery = z.strictObject({
  from: z.string().min(1).max(80).optional(),
  to: z.string().min(1).max(80).optional(),
}) satisfies Accepts<CompareQuery>
const rollbackRequest = z.strictObject({ revision }) satisfies Accepts<ModelRollbackRequest>
const signRequest = z.strictObject({ side: z.enum(SIDES), revision }) satisfies Accepts<SignRequest>
const settings = z.strictObject({
  signOff: z.boolean(),
  reviewDays: z.int().min(0).max(365),
}) satisfies Accepts<ModelSettings>
const trialRequest = z.strictObject({
  mode: z.enum(['shadow', 'challenger']),
  candidate: choice,
  share: z.int().min(1).max(90).optional(),
}) satisfies Accepts<TrialRequest>
const nothing = z.strictObject({})

const HALF = 50

/** Scoring models: versions, backtests, signatures, trials. */
export function modelRoutes(deps: Deps) {
  const { db, reports } = deps.store
  const edit = requirePermission('edit_flows')
  const overview = (workspaceId: string, flowId: string) =>
    loadModelsOverview(reports, { workspaceId, flowId, now: deps.now() })

  return new Hono<StudioEnv>()
    .get('/model-settings', async c => c.json<ModelSettings>(await loadModelSettings(db, c.get('member').workspaceId)))
    .put('/model-settings', edit, body(settings), async c => {
      const { workspaceId } = c.get('member')
      await saveModelSettings(deps, workspaceId, c.req.valid('json'))
      return c.json<ModelSettings>(await loadModelSettings(db, workspaceId))
    })
    .get('/flows/:id/models', async c =>
      c.json<ModelsOverview>(await overview(c.get('member').workspaceId, c.req.param('id'))),
    )
    .get('/flows/:id/models/compare', query(compareQuery), async c => {
      const { from = 'live', to = 'draft' } = c.req.valid('query')
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      return c.json(await compareModels(db, { ...key, from: toChoice(from), to: toChoice(to) }))
    })
    .post('/flows/:id/models/rollback', edit, body(rollbackRequest), async c => {
      const { workspaceId, userId } = c.get('member')
      const flowId = c.req.param('id')
      await rollBackModel(deps, { workspaceId, flowId, revision: c.req.valid('json').revision, by: userId })
      return c.json<ModelsOverview>(await overview(workspaceId, flowId))
    })
    .post('/flows/:id/models/sign', body(signRequest), async c => {
      const { workspaceId, userId, name, role } = c.get('member')
      const { side, revision } = c.req.valid('json')
      if (!maySign(role, side)) throw new ApiError('forbidden', { detail: `Your role does not sign for ${side}.` })
      const flowId = c.req.param('id')
      await signModel(deps, { workspaceId, flowId, side, revision, user: { id: userId, name } })
      return c.json<ModelsOverview>(await overview(workspaceId, flowId))
    })
    .post('/flows/:id/models/review', edit, body(nothing), async c => {
      const { workspaceId, name } = c.get('member')
      const flowId = c.req.param('id')
      await loadFlowRow(db, { workspaceId, flowId })
      await recordReview(deps, { workspaceId, flowId, by: name })
      return c.json<ModelsOverview>(await overview(workspaceId, flowId))
    })
    .get('/flows/:id/backtests', async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      await loadFlowRow(db, key)
      return c.json<Backtest[]>(await loadBacktests(db, { ...key, now: deps.now() }))
    })
    .post('/flows/:id/backtests', edit, body(backtestRequest), async c => {
      const { workspaceId, name } = c.get('member')
      const spec = c.req.valid('json')
      const { backtest } = await startBacktest(deps, { workspaceId, flowId: c.req.param('id'), spec, by: name })
      return c.json<Backtest>(backtest, 202)
    })
    .get('/flows/:id/backtests/:backtest', async c =>
      c.json<BacktestView>(
        await viewBacktest(db, {
          workspaceId: c.get('member').workspaceId,
          flowId: c.req.param('id'),
          backtestId: c.req.param('backtest'),
          now: deps.now(),
        }),
      ),
    )
    .post('/flows/:id/backtests/:backtest/cancel', edit, body(nothing), async c => {
      const { workspaceId } = c.get('member')
      const key = { workspaceId, flowId: c.req.param('id'), backtestId: c.req.param('backtest') }
      await cancelBacktest(deps, key)
      return c.json<BacktestView>(await viewBacktest(db, { ...key, now: deps.now() }))
    })
    .get('/flows/:id/trials', async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      return c.json<TrialReport[]>(await reportTrials(reports, { ...key, now: deps.now() }))
    })
    .post('/flows/:id/trials', edit, body(trialRequest), async c => {
      const { workspaceId, name } = c.get('member')
      const flowId = c.req.param('id')
      const { mode, candidate, share = HALF } = c.req.valid('json')
      await startTrial(deps, { workspaceId, flowId, mode, candidate, share: share * 100, by: name })
      return c.json<TrialReport[]>(await reportTrials(reports, { workspaceId, flowId, now: deps.now() }), 201)
    })
    .post('/flows/:id/trials/:trial/end', edit, body(nothing), async c => {
      const { workspaceId } = c.get('member')
      const flowId = c.req.param('id')
      await stopTrial(deps, { workspaceId, flowId, trialId: c.req.param('trial') })
      return c.json<TrialReport[]>(await reportTrials(reports, { workspaceId, flowId, now: deps.now() }))
    })
}

/** `live`, `draft`, `preset:NAME`, or a revision. */
function toChoice(text: string): ModelChoice {
  if (text === 'live' || text === 'draft') return { kind: text }
  if (text.startsWith('preset:')) return { kind: 'preset', preset: text.slice('preset:'.length) }
  return { kind: 'revision', revision: text }
}
