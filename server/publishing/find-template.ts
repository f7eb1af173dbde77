import type { Kysely } from 'kysely'
import type { Flow } from '#flows/flow.ts'
import { templates } from '#flows/templates/index.ts'
import { toFrameworkFlow } from '#flows/templates/to-framework-flow.ts'
import type { Deps } from '../deps.ts'
import { lifecycleRulesOf } from '../lifecycle/load-rules.ts'
import { presets } from '../scoring/presets/index.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import type { Database } from '../store/schema.ts'
import { frameworkModel } from './framework-model.ts'

/** What a new flow begins as. */
export interface FlowStart {
  readonly id: string
  readonly title: string
  readonly purpose: string
  readonly flow: Flow
  readonly model: ScoreModel
  /** Made for a page, or in the order of a framework. */
  readonly kind: 'page' | 'framework'
}

/** Id of the template that is made from the workspace's own slots. */
export const OWN_TEMPLATE = 'own'

/** Everything a flow of the workspace can begin as, in the order offered; the team's own framework where it has slots. */
export async function listTemplates(
  db: Kysely<Database>,
  deps: Pick<Deps, 'now'>,
  workspaceId: string,
): Promise<readonly FlowStart[]> {
  const ready = templates.map(({ framework, ...template }): FlowStart => {
    if (!framework) return { ...template, kind: 'page', model: presets.bant }
    return { ...template, kind: 'framework', model: frameworkModel(template.flow, template.title) }
  })
  const { slots } = await lifecycleRulesOf(db, deps, workspaceId)
  if (slots.length === 0) return ready
  const title = 'From your own framework'
  const flow = toFrameworkFlow({
    id: OWN_TEMPLATE,
    name: title,
    hello: 'Hi. A few questions, and we come prepared.',
    slots,
  })
  const purpose = 'A question for every slot that sales has to know, in the order of Settings → Lifecycle.'
  return [...ready, { id: OWN_TEMPLATE, title, purpose, flow, kind: 'framework', model: frameworkModel(flow, title) }]
}
