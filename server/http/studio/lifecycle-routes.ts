import { Hono } from 'hono'
import { z } from 'zod'
import { REJECT_REASONS } from '#flows/reject-reasons.ts'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { countVisitors, loadBoard, VISITOR_DAYS } from '../../lifecycle/board.ts'
import { FRAMEWORK_IDS, FRAMEWORKS } from '../../lifecycle/frameworks.ts'
import { lifecycleRulesSchema } from '../../lifecycle/lifecycle-rules.ts'
import { loadLifecycleVersion, saveLifecycleRules } from '../../lifecycle/load-rules.ts'
import { loadFramework } from '../../lifecycle/load-slots.ts'
import { moveLead } from '../../lifecycle/move-lead.ts'
import { MOVES } from '../../lifecycle/moves.ts'
import { saveSlots } from '../../lifecycle/save-slots.ts'
import { STAGES } from '../../scoring/stage.ts'
import { loadLeadRow } from './leads/lead-row.ts'
import type {
  Board,
  BoardQuery,
  LifecycleSettings,
  MoveRequest,
  SavedSlots,
  SaveLifecycleRequest,
  SlotsRequest,
} from './lifecycle-types.ts'
import { type Accepts, body, query } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type { LeadRow } from './studio-types.ts'

const boardQuery = z.strictObject({
  owner: z.string().min(1).max(64).optional(),
  flow: z.string().min(1).max(64).optional(),
  stage: z.enum(STAGES).optional(),
}) satisfies Accepts<BoardQuery>

const moveRequest = z.strictObject({
  to: z.enum(STAGES),
  from: z.enum(STAGES).optional(),
  reason: z.enum(REJECT_REASONS).optional(),
  note: z.string().trim().min(1).max(1000).optional(),
  amount: z.number().min(0).max(1e12).optional(),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
}) satisfies Accepts<MoveRequest>

const factValue = z
  .union([z.string().trim().min(1).max(1000), z.number(), z.boolean(), z.array(z.string().max(100)).max(50).readonly()])
  .nullable()
const slotsRequest = z.strictObject({
  slots: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,39}$/), factValue).optional(),
  checks: z.strictObject({ intent: z.boolean().optional(), means: z.boolean().optional() }).optional(),
}) satisfies Accepts<SlotsRequest>

const saveRequest = z.strictObject({
  version: z.int().min(0),
  rules: lifecycleRulesSchema,
}) satisfies z.ZodType<SaveLifecycleRequest>

const frameworks = FRAMEWORK_IDS.map(id => ({ id, ...FRAMEWORKS[id] }))

/** Leads of a column, at first and when somebody wants to see the whole of it. */
const SHOWN = 30
const SHOWN_ALONE = 200

/** The board, moves by hand, what sales finds out, and the rules of the lifecycle. */
export function lifecycleRoutes(deps: Deps) {
  const { db, reports } = deps.store

  async function rowOf(workspaceId: string, leadId: string): Promise<LeadRow> {
    const row = await loadLeadRow(db, workspaceId, leadId)
    if (!row) throw new ApiError('not_found')
    return row
  }

  return new Hono<StudioEnv>()
    .get('/board', query(boardQuery), async c => {
      const { workspaceId } = c.get('member')
      const { stage, ...filter } = c.req.valid('query')
      const limit = stage === undefined ? SHOWN : SHOWN_ALONE
      const columns = await loadBoard(reports, { workspaceId, filter, at: deps.now(), limit, stage })
      const whole = stage === undefined && filter.owner === undefined
      const count = whole ? await countVisitors(reports, { workspaceId, flow: filter.flow, at: deps.now() }) : 0
      const visitors = whole ? { count, days: VISITOR_DAYS } : null
      return c.json<Board>({ columns, visitors, moves: MOVES, owners: await ownersOf(workspaceId), now: deps.now() })
    })
    .post('/leads/:id/move', requirePermission('decide_leads'), body(moveRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await moveLead(deps, { workspaceId, leadId, actor: { id: userId, name }, move: c.req.valid('json') })
      return c.json<LeadRow>(await rowOf(workspaceId, leadId))
    })
    .put('/leads/:id/slots', requirePermission('decide_leads'), body(slotsRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const leadId = c.req.param('id')
      await saveSlots(deps, { workspaceId, leadId, actor: { id: userId, name }, changes: c.req.valid('json') })
      const lead = await db
        .selectFrom('leads')
        .select(['workspace_id', 'id', 'release_id', 'facts_json'])
        .where('workspace_id', '=', workspaceId)
        .where('id', '=', leadId)
        .executeTakeFirst()
      if (!lead) throw new ApiError('not_found')
      return c.json<SavedSlots>({
        row: await rowOf(workspaceId, leadId),
        framework: await loadFramework(db, deps, lead),
      })
    })
    .get('/lifecycle', async c => {
      const version = await loadLifecycleVersion(db, c.get('member').workspaceId)
      return c.json<LifecycleSettings>({ ...version, frameworks })
    })
    .put('/lifecycle', requirePermission('edit_flows'), body(saveRequest), async c => {
      const { workspaceId, userId, name } = c.get('member')
      const { version, rules } = c.req.valid('json')
      const actor = { id: userId, name }
      const saved = await saveLifecycleRules(deps, { workspaceId, version, rules, actor })
      return c.json<LifecycleSettings>({ ...saved, frameworks })
    })

  async function ownersOf(workspaceId: string): Promise<Board['owners']> {
    const rows = await db
      .selectFrom('leads')
      .select(['owner_id', eb => eb.fn.max('owner_name').as('name')])
      .where('workspace_id', '=', workspaceId)
      .where('owner_id', 'is not', null)
      .groupBy('owner_id')
      .orderBy('name')
      .execute()
    return rows.flatMap(({ owner_id, name }) => (owner_id ? [{ id: owner_id, name: name ?? owner_id }] : []))
  }
}
