import { Hono } from 'hono'
import { z } from 'zod'
import type { Flow } from '#flows/flow.ts'
import { FLOW_LIMITS } from '#flows/flow.ts'
import { fill } from '#flows/locale.ts'
import { requirePermission } from '../../auth/require-role.ts'
import { loadHosts } from '../../booking/calendars.ts'
import type { Deps } from '../../deps.ts'
import { checkDraft } from '../../publishing/check-draft.ts'
import { createFlow } from '../../publishing/create-flow.ts'
import { type Draft, parseDraft } from '../../publishing/draft.ts'
import { listTemplates } from '../../publishing/find-template.ts'
import { type FlowDetail, loadChanges, loadFlowDetail } from '../../publishing/flow-detail.ts'
import { draftOf, loadFlowRow } from '../../publishing/flow-row.ts'
import { listFlows } from '../../publishing/list-flows.ts'
import { publish, rollback } from '../../publishing/publish.ts'
import { saveDraft } from '../../publishing/save-draft.ts'
import { type Accepts, body } from './request-parts.ts'
import type { StudioEnv } from './studio-env.ts'
import type {
  CheckResult,
  CreateFlowRequest,
  FlowChanges,
  FlowSummary,
  FlowTemplate,
  PublishRequest,
  RollbackRequest,
  SaveDraftRequest,
  SavedDraft,
} from './studio-types.ts'

const version = z.int().min(1)
const createRequest = z.strictObject({
  template: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(200),
  id: z
    .string()
    .regex(/^[a-z][a-z0-9_-]{0,62}$/, 'Use lower-case letters, digits, - and _, with a letter first.')
    .optional(),
}) satisfies Accepts<CreateFlowRequest>
// Each part has a schema of its own, whose errors carry its own code: see `parseDraft`.
const parts = {
  flow: z.custom<Flow>(isPresent, 'Required'),
  model: z.custom<Draft['model']>(isPresent, 'Required'),
  routing: z.custom<Draft['routing']>(isPresent, 'Required'),
  placement: z.custom<Draft['placement']>(isPresent, 'Required'),
}
const saveRequest = z.strictObject({ version, ...parts }) satisfies Accepts<SaveDraftRequest>
const checkRequest = z.strictObject(parts).partial()
const publishRequest = z.strictObject({
  version,
  note: z.string().trim().max(500).optional(),
}) satisfies Accepts<PublishRequest>
const rollbackRequest = z.strictObject({ release: z.string().min(1).max(64) }) satisfies Accepts<RollbackRequest>

/** A flow may take up its own limit; model, routing and the rest of the body come on top. */
const DRAFT_BYTES = 2 * FLOW_LIMITS.bytes

/** Flows: templates, drafts, checks, releases. */
export function flowRoutes(deps: Deps) {
  const { db } = deps.store
  const edit = requirePermission('edit_flows')

  return new Hono<StudioEnv>()
    .get('/flow-templates', async c => {
      const offered = await listTemplates(db, deps, c.get('member').workspaceId)
      return c.json<FlowTemplate[]>(
        offered.map(({ id, title, purpose, kind, flow }) => {
          const asks = questionsOf(flow)
          return { id, title, purpose, kind, questions: asks.length, asks }
        }),
      )
    })
    .get('/flows', async c =>
      c.json<FlowSummary[]>(await listFlows(db, { workspaceId: c.get('member').workspaceId, now: deps.now() })),
    )
    .post('/flows', edit, body(createRequest), async c => {
      const { workspaceId, name, email } = c.get('member')
      const { template, name: flowName, id } = c.req.valid('json')
      const made = await createFlow(deps, {
        workspaceId,
        template,
        name: flowName,
        ...(id !== undefined && { id }),
        owner: { name, email },
      })
      return c.json<FlowDetail>(await loadFlowDetail(db, { workspaceId, flowId: made.id }), 201)
    })
    .get('/flows/:id', async c =>
      c.json<FlowDetail>(
        await loadFlowDetail(db, { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }),
      ),
    )
    .put('/flows/:id/draft', edit, body(saveRequest, { limit: DRAFT_BYTES }), async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      const { version, ...unparsed } = c.req.valid('json')
      await loadFlowRow(db, key)
      const draft = parseDraft(unparsed)
      const saved = await saveDraft(deps, { ...key, version, draft })
      return c.json<SavedDraft>({ ...saved, checks: checkDraft(draft, await loadHosts(db, key.workspaceId)) })
    })
    .post('/flows/:id/check', body(checkRequest, { limit: DRAFT_BYTES }), async c => {
      const { workspaceId } = c.get('member')
      const row = await loadFlowRow(db, { workspaceId, flowId: c.req.param('id') })
      const draft = parseDraft({ ...draftOf(row), ...c.req.valid('json') })
      const checks = checkDraft(draft, await loadHosts(db, workspaceId))
      return c.json<CheckResult>({ checks, publishable: checks.every(({ severity }) => severity !== 'error') })
    })
    .post('/flows/:id/publish', edit, body(publishRequest), async c => {
      const { workspaceId, userId } = c.get('member')
      const key = { workspaceId, flowId: c.req.param('id') }
      const { version, note } = c.req.valid('json')
      await publish(deps, { ...key, version, by: userId, ...(note !== undefined && { note }) })
      return c.json<FlowDetail>(await loadFlowDetail(db, key))
    })
    .post('/flows/:id/rollback', edit, body(rollbackRequest), async c => {
      const key = { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }
      await rollback(deps, { ...key, releaseId: c.req.valid('json').release })
      return c.json<FlowDetail>(await loadFlowDetail(db, key))
    })
    .get('/flows/:id/changes', async c =>
      c.json<FlowChanges>(
        await loadChanges(db, { workspaceId: c.get('member').workspaceId, flowId: c.req.param('id') }),
      ),
    )
}

/** The questions of a flow on its main way, as a visitor reads them. */
function questionsOf(flow: Flow): FlowTemplate['asks'] {
  const end = flow.steps.findIndex(({ kind }) => kind === 'decide')
  const main = end < 0 ? flow.steps : flow.steps.slice(0, end)
  return main.flatMap(step => {
    if (step.kind !== 'ask') return []
    const field = flow.fields[step.field]
    const options = field && 'options' in field ? field.options.map(({ label }) => label) : []
    return [{ text: fill(step.text, {}), options, optional: step.optional === true }]
  })
}

function isPresent(value: unknown): boolean {
  return value !== undefined
}
