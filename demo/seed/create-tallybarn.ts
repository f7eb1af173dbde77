import type { Flow } from '#flows/flow.ts'
import type { Placement } from '#flows/placement.ts'
import { saveCalendar } from '#server/booking/calendars.ts'
import { saveContent } from '#server/content/save-content.ts'
import type { Deps } from '#server/deps.ts'
import { saveSourceRules } from '#server/leads/save-source-rules.ts'
import { DEFAULT_RULES } from '#server/lifecycle/lifecycle-rules.ts'
import { saveLifecycleRules } from '#server/lifecycle/load-rules.ts'
import { createFlow } from '#server/publishing/create-flow.ts'
import { createSite } from '#server/publishing/create-site.ts'
import { createWorkspace } from '#server/publishing/create-workspace.ts'
import { publish } from '#server/publishing/publish.ts'
import { saveDraft } from '#server/publishing/save-draft.ts'
import type { Routing } from '#server/routing/routing-config.ts'
import type { ScoreModel } from '#server/scoring/score-model.ts'
import { SITE_NAME } from '../find-tallybarn.ts'
import { tallybarnCalendars } from '../tallybarn-calendars.ts'
import { tallybarnContent } from '../tallybarn-content.ts'
import { tallybarnModel } from '../tallybarn-model.ts'
import { tallybarnRouting } from '../tallybarn-routing.ts'
import { tallybarnSources } from '../tallybarn-sources.ts'
import type { TalkFlow } from './pick-answers.ts'

type SeedDeps = Pick<Deps, 'store' | 'now' | 'newId' | 'randomBytes'>

/** Tallybarn's place in Parley. */
export interface Tallybarn {
  readonly workspaceId: string
  readonly siteKey: string
  /** Publishes a flow as it is given, scored by `model` or else by today's, and gives the release's id. */
  publish(flow: Flow, note: string, model?: ScoreModel): Promise<string>
}

const TITLES: Readonly<Record<TalkFlow, string>> = {
  pricing: 'Pricing chat',
  landing: 'Landing page chat',
  demo: 'Demo request',
  magnet: 'Cycle-count checklist',
}

const HELEN = { id: 'helen', name: 'Helen Ward' }
/** Nobody decides on stock counting in two months of silence. */
const DEAD_DAYS = 60

/** Makes the workspace, its site and its four flows from the templates; none of them is live before it is published. */
export async function createTallybarn(
  deps: SeedDeps,
  { siteOrigin }: { readonly siteOrigin: string },
): Promise<Tallybarn> {
  const { id: workspaceId } = await createWorkspace(deps, { name: 'Tallybarn' })
  const { id: siteId, key } = await createSite(deps, { workspaceId, name: SITE_NAME, origins: [siteOrigin] })
  await deps.store.write(async trx => {
    for (const [email, settings] of Object.entries(tallybarnCalendars)) {
      await saveCalendar(trx, { workspaceId, email }, { settings, at: deps.now() })
    }
  })
  const rules = { ...DEFAULT_RULES, dead: { days: DEAD_DAYS } }
  await saveLifecycleRules(deps, { workspaceId, version: 0, rules, actor: HELEN })
  await saveSourceRules(deps, { workspaceId, version: 0, rules: tallybarnSources, actor: HELEN })
  await saveContent(deps, { workspaceId, version: 0, items: tallybarnContent })
  const routing = routingAt(siteOrigin)
  const versions = new Map<string, number>()
  for (const [id, name] of Object.entries(TITLES)) {
    const owner = { name: 'Helen Ward', email: 'helen@tallybarn.example' }
    const routed = { model: tallybarnModel, routing }
    const { version } = await createFlow(deps, { workspaceId, siteId, template: id, id, name, owner, ...routed })
    versions.set(id, version)
  }
  return {
    workspaceId,
    siteKey: key,
    async publish(flow, note, model = tallybarnModel) {
      const when = { fact: 'page.path', glob: '/pricing*' } as const
      const bubble: Placement = { surface: 'bubble', shape: 'chat', when }
      const placement = flow.launcher ? [bubble, ...(flow.id === 'pricing' ? [POPUP] : [])] : []
      const draft = { flow, model, routing, placement }
      const flowId = flow.id
      const { version } = await saveDraft(deps, { workspaceId, flowId, version: versions.get(flowId) ?? 1, draft })
      versions.set(flowId, version)
      const release = await publish(deps, { workspaceId, flowId, version, by: 'system', note })
      return release.id
    },
  }
}

/** Over the calculator, for whoever presses "Which plan fits?". */
const POPUP: Placement = {
  surface: 'popup',
  shape: 'chat',
  when: { fact: 'page.path', glob: '/calculator*' },
  trigger: { click: '[data-talk]' },
}

/** The invented company's routing with booking links that lead to the demo's own site. */
function routingAt(siteOrigin: string): Routing {
  const people = tallybarnRouting.people.map(person => ({
    ...person,
    ...(person.bookingUrl ? { bookingUrl: `${siteOrigin}/book/${person.id}` } : {}),
  }))
  return { ...tallybarnRouting, people }
}
