import { Hono } from 'hono'
import { z } from 'zod'
import { requirePermission } from '../../auth/require-role.ts'
import type { Deps } from '../../deps.ts'
import { leadTakers } from '../../hand-over/lead-takers.ts'
import { type LogEntry, readLog } from '../../nurture/automation-log.ts'
import { automationSpec } from '../../nurture/automation-spec.ts'
import {
  type Automation,
  automationRequest,
  cancelWaiting,
  createAutomation,
  deleteAutomation,
  findAutomation,
  listAutomations,
  updateAutomation,
} from '../../nurture/automations.ts'
import { type DryRun, dryRun } from '../../nurture/dry-run.ts'
import { fieldsOf, loadLiveReleases, namedBy } from '../../nurture/load-named.ts'
import { VARIABLES } from '../../nurture/mail-template.ts'
import {
  loadNurtureSettings,
  type NurtureSettings,
  nurtureSettings,
  saveNurtureSettings,
} from '../../nurture/nurture-settings.ts'
import { loadReach, type Reach } from '../../nurture/reach.ts'
import { addReadyMade, READY_MADE_IDS } from '../../nurture/ready-made.ts'
import type { LogPageQuery, NurtureOptions, ReadyMadeRequest } from './nurture-types.ts'
import { type Accepts, body, query } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'

const id = z.string().min(1).max(64)
const dryRunRequest = z.strictObject({ id: id.optional(), spec: automationSpec })
const readyMadeRequest = z.strictObject({ id: z.enum(READY_MADE_IDS) }) satisfies Accepts<ReadyMadeRequest>
const logQuery = z.strictObject({
  automation: id.optional(),
  lead: id.optional(),
  fired: z.enum(['yes', 'no']).optional(),
  before: id.optional(),
}) satisfies Accepts<LogPageQuery>
const LOG_PAGE = 50

/** What is done with leads by itself, and what came of it. */
export function nurtureRoutes(deps: Deps) {
  const { db } = deps.store
  const edit = requirePermission('edit_flows')

  return new Hono<StudioEnv>()
    .get('/nurture', async c => {
      const { workspaceId } = c.get('member')
      return c.json<NurtureOptions>({
        ...(await loadNames(deps, workspaceId)),
        variables: VARIABLES,
        mailed: deps.config.smtpUrl !== undefined,
        settings: await loadNurtureSettings(db, workspaceId),
      })
    })
    .put('/nurture', edit, body(nurtureSettings), async c => {
      const settings = c.req.valid('json')
      const saved = { settings, at: deps.now() }
      await deps.store.write(trx => saveNurtureSettings(trx, c.get('member').workspaceId, saved))
      return c.json<NurtureSettings>(settings)
    })
    .get('/nurture/reach', async c => c.json<Reach>(await loadReach(deps, c.get('member').workspaceId)))
    .get('/automations', async c => c.json<Automation[]>(await listAutomations(db, c.get('member').workspaceId)))
    .post('/automations', edit, body(automationRequest), async c => {
      const { workspaceId } = c.get('member')
      const made = await createAutomation(deps, workspaceId, c.req.valid('json'))
      return c.json<Automation>(await findAutomation(db, workspaceId, made), 201)
    })
    .post('/automations/dry-run', edit, body(dryRunRequest), async c => {
      const { workspaceId } = c.get('member')
      const { spec, id: automationId } = c.req.valid('json')
      return c.json<DryRun>(await dryRun(deps, { workspaceId, spec, automationId }))
    })
    .post('/automations/ready-made', edit, body(readyMadeRequest), async c => {
      const { workspaceId } = c.get('member')
      const made = await addReadyMade(deps, workspaceId, c.req.valid('json').id)
      return c.json<Automation>(await findAutomation(db, workspaceId, made), 201)
    })
    .put('/automations/:id', edit, body(automationRequest), async c => {
      const { workspaceId } = c.get('member')
      const automation = { id: c.req.param('id'), ...c.req.valid('json') }
      await updateAutomation(deps, workspaceId, automation)
      return c.json<Automation>(await findAutomation(db, workspaceId, automation.id))
    })
    .post('/automations/:id/cancel-waiting', edit, async c => {
      const { workspaceId } = c.get('member')
      const automation = c.req.param('id')
      await cancelWaiting(deps, workspaceId, automation)
      return c.json<Automation>(await findAutomation(db, workspaceId, automation))
    })
    .delete('/automations/:id', edit, async c => {
      await deleteAutomation(deps, c.get('member').workspaceId, c.req.param('id'))
      return c.json({ ok: true as const })
    })
    .get('/automation-log', query(logQuery), async c => {
      const { fired, ...asked } = c.req.valid('query')
      const only = fired === undefined ? {} : { fired: fired === 'yes' }
      return c.json<LogEntry[]>(await readLog(db, c.get('member').workspaceId, { ...asked, ...only, limit: LOG_PAGE }))
    })
}

async function loadNames({ store: { db } }: Deps, workspaceId: string) {
  const releases = await loadLiveReleases(db, workspaceId)
  const fields = fieldsOf(releases)
  const told = await db
    .selectFrom('lead_facts')
    .select('fact')
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .orderBy('fact')
    .limit(200)
    .execute()
  const destinations = await db
    .selectFrom('destinations')
    .select(['id', 'name'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('name')
    .execute()
  const facts = told.map(({ fact }) => fact).filter(fact => !Object.hasOwn(fields, fact))
  const takers = leadTakers(releases.map(({ routing }) => routing))
  return { fields, facts, named: namedBy(releases), destinations, takers }
}
