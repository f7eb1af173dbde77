import { randomBytes } from 'node:crypto'
import type { Hono } from 'hono'
import { pino } from 'pino'
import type { CreateSessionResponse } from '#flows/api.ts'
import { publicFlow } from '#flows/locale.ts'
import { createApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { createEgress } from '#server/delivery/egress.ts'
import type { Deps } from '#server/deps.ts'
import { createLiveBus } from '#server/live.ts'
import { createFlow } from '#server/publishing/create-flow.ts'
import { createSite } from '#server/publishing/create-site.ts'
import { ensureWorkspace } from '#server/publishing/ensure-workspace.ts'
import { draftOf, loadFlowRow } from '#server/publishing/flow-row.ts'
import { loadRelease } from '#server/publishing/live.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { openStore } from '#server/store/open-store.ts'
import { createUuidV7 } from '#server/store/uuid.ts'
import { createRequests } from '../intake/create-requests.ts'
import { PAGE_ORIGIN, submissionOf } from '../intake/submission.ts'

/** An installation in a folder, with the pricing conversation live and a clock that can be moved ahead. */
export interface ScoreBench {
  readonly deps: Deps
  readonly workspaceId: string
  /** Submits the n-th conversation. */
  readonly submit: (n: number) => Promise<CreateSessionResponse>
  /** Sends one act of a session; `at` = now unless said. */
  readonly act: (of: CreateSessionResponse, id: string, path: string, at?: number) => Promise<void>
  readonly passDays: (days: number) => void
  /** Makes another model live. */
  readonly publishModel: (change: (model: ScoreModel) => ScoreModel) => Promise<void>
  /** Revision of the model that is live. */
  readonly liveModel: () => Promise<string | undefined>
}

const DAY = 86_400_000

export async function openScoreBench(directory: string): Promise<ScoreBench> {
  let ahead = 0
  const now = () => Date.now() + ahead
  const random = (count: number) => new Uint8Array(randomBytes(count))
  const limits = { RATE_PER_ADDRESS: '1000000000', RATE_PER_SITE: '1000000000', RATE_PER_SESSION: '1000000000' }
  const config = readConfig({ PARLEY_DATA: directory, DATA_DIRECTORY: directory, ...limits })
  const deps: Deps = {
    config: { ...config, limits: { perAddress: 1e9, perSite: 1e9, perSession: 1e9 } },
    store: await openStore({ dataDirectory: directory }),
    log: pino({ level: 'silent' }),
    live: createLiveBus(),
    egress: createEgress({ allow: [] }),
    now,
    newId: createUuidV7({ now, random }),
    randomBytes: random,
    wakeDelivery: () => {},
  }
  const { id: workspaceId } = await ensureWorkspace(deps)
  const site = await createSite(deps, { workspaceId, name: 'Tallybarn', origins: [PAGE_ORIGIN] })
  const owner = { name: 'Helen Ward', email: 'helen@tallybarn.example' }
  const flow = await createFlow(deps, { workspaceId, siteId: site.id, template: 'pricing', name: 'Pricing', owner })
  const flowKey = { workspaceId, flowId: flow.id }
  const { id } = await publish(deps, { workspaceId, flowId: flow.id, version: flow.version, by: 'system' })
  const release = await loadRelease(deps.store.db, workspaceId, id)
  if (!release) throw new Error('The release is missing.')
  const app = createApp(deps, { version: 'bench', stopping: () => false })
  const requestFor = createRequests({ site: site.key, release: id, flow: publicFlow(release.flow, 'en-GB') })
  return {
    deps,
    workspaceId,
    submit: async n => (await post(app, '/v1/sessions', requestFor(submissionOf(n)))) as CreateSessionResponse, // what the API promises
    act: async ({ session, token }, actId, path, at = now()) => {
      const events = [{ id: actId, type: 'page_viewed', path, at }]
      await post(app, '/v1/behavior', { session, token, events })
    },
    passDays: days => {
      ahead += days * DAY
    },
    publishModel: async change => {
      const row = await loadFlowRow(deps.store.db, flowKey)
      const draft = draftOf(row)
      const key = { ...flowKey, version: row.draft_version }
      const { version } = await saveDraft(deps, { ...key, draft: { ...draft, model: change(draft.model) } })
      await publish(deps, { ...flowKey, version, by: 'system' })
    },
    liveModel: async () => {
      const { live_release_id } = await loadFlowRow(deps.store.db, flowKey)
      return (await loadRelease(deps.store.db, workspaceId, live_release_id ?? ''))?.modelRevision
    },
  }
}

async function post(app: Hono, path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'text/plain', origin: PAGE_ORIGIN }
  const response = await app.request(path, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`)
  return await response.json()
}
