import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { tallybarnRouting } from '#demo/tallybarn-routing.ts'
import type { CreateSessionResponse } from '#flows/api.ts'
import { publicFlow } from '#flows/locale.ts'
import { createApp } from '#server/app.ts'
import { readConfig } from '#server/config.ts'
import { createEgress } from '#server/delivery/egress.ts'
import { createDestination } from '#server/delivery/save-destination.ts'
import type { Deps } from '#server/deps.ts'
import { createLiveBus } from '#server/live.ts'
import { createFlow } from '#server/publishing/create-flow.ts'
import { createSite } from '#server/publishing/create-site.ts'
import { ensureWorkspace } from '#server/publishing/ensure-workspace.ts'
import { loadRelease } from '#server/publishing/live.ts'
import { publish } from '#server/publishing/publish.ts'
import { openStore } from '#server/store/open-store.ts'
import { createUuidV7 } from '#server/store/uuid.ts'
import { pricingVisits } from '../visits/pricing-visits.ts'
import { type Captured, captureRows } from './capture-rows.ts'
import { createRequests, type Target } from './create-requests.ts'
import { PAGE_ORIGIN, submissionOf } from './submission.ts'

export interface Prepared {
  readonly target: Target
  /** One submission of each visit, by the name of the visit. */
  readonly captured: Readonly<Record<string, Captured>>
}

/** Submissions that were captured: the next one has this number. */
export const CAPTURED = pricingVisits.length

/**
 * Fills a fresh database with what an installation has: a site, the pricing conversation with a model and a routing to
 * teams, live, and a webhook. Then takes one submission of each visit and captures its rows.
 */
export async function prepareParley(env: Readonly<Record<string, string>>, webhook: string): Promise<Prepared> {
  const deps = await createDeps(env)
  try {
    const target = await publishPricing(deps, webhook)
    const app = createApp(deps, { version: 'bench', stopping: () => false })
    const requestFor = createRequests(target)
    const captured: Record<string, Captured> = {}
    for (let n = 0; n < CAPTURED; n += 1) {
      const submission = submissionOf(n)
      const body = JSON.stringify(requestFor(submission))
      captured[submission.visit.name] = await captureRows(deps.store.db, submission, async () => {
        const headers = { 'content-type': 'text/plain', origin: PAGE_ORIGIN }
        const response = await app.request('/v1/sessions', { method: 'POST', headers, body })
        if (response.status !== 201) throw new Error(`A submission was refused: ${await response.text()}`)
        return (await response.json()) as CreateSessionResponse // what the API promises
      })
    }
    return { target, captured }
  } finally {
    await deps.store.close()
  }
}

async function createDeps(env: Readonly<Record<string, string>>): Promise<Deps> {
  const config = readConfig(env)
  const random = (count: number) => new Uint8Array(randomBytes(count))
  return {
    config,
    store: await openStore(config),
    log: pino({ level: 'silent' }),
    live: createLiveBus(),
    egress: createEgress({ allow: config.egressAllow }),
    now: Date.now,
    newId: createUuidV7({ now: Date.now, random }),
    randomBytes: random,
    wakeDelivery: () => {},
  }
}

async function publishPricing(deps: Deps, webhook: string): Promise<Target> {
  const { id: workspaceId } = await ensureWorkspace(deps)
  const site = await createSite(deps, { workspaceId, name: 'Tallybarn', origins: [PAGE_ORIGIN] })
  const flow = await createFlow(deps, {
    workspaceId,
    siteId: site.id,
    template: 'pricing',
    name: 'Pricing',
    owner: { name: 'Helen Ward', email: 'helen@tallybarn.example' },
    routing: tallybarnRouting,
  })
  const { id } = await publish(deps, { workspaceId, flowId: flow.id, version: flow.version, by: 'system' })
  const destination = await deps.store.write(trx =>
    createDestination(trx, deps, { workspaceId, connector: 'webhook', name: 'CRM', settings: { url: webhook } }),
  )
  const release = await loadRelease(deps.store.db, workspaceId, id)
  if (!destination.ok || !release)
    throw new Error(`The webhook or the release is missing: ${JSON.stringify(destination)}`)
  return { site: site.key, release: id, flow: publicFlow(release.flow, 'en-GB') }
}
