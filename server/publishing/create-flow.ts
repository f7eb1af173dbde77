import type { Flow } from '#flows/flow.ts'
import type { Placement } from '#flows/placement.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { defaultRouting } from '../routing/default-routing.ts'
import type { Routing } from '../routing/routing-config.ts'
import type { ScoreModel } from '../scoring/score-model.ts'
import { listTemplates } from './find-template.ts'
import { placementJson } from './flow-row.ts'

export interface NewFlow {
  readonly workspaceId: string
  /** Of the workspace's sites; the oldest when left out. */
  readonly siteId?: string
  /** Id of a template; `own` = made from the slots of the workspace's framework. */
  readonly template: string
  readonly name: string
  /** Slug; made from the name when left out. */
  readonly id?: string
  /** Who gets the hot leads until somebody changes the routing. */
  readonly owner: { readonly name: string; readonly email: string }
  readonly model?: ScoreModel
  readonly routing?: Routing
}

/**
 * Makes a flow with a draft from a template, the template's model and a routing to its maker; nothing of it is live.
 * Throws ApiError `invalid_body` for a template that is not there, `conflict` for an id that is taken.
 */
export async function createFlow(
  deps: Pick<Deps, 'store' | 'now'>,
  request: NewFlow,
): Promise<{ id: string; version: number }> {
  const { workspaceId } = request
  const offered = await listTemplates(deps.store.db, deps, workspaceId)
  const template = offered.find(({ id }) => id === request.template)
  if (!template) {
    const message = 'There is no such template.'
    throw new ApiError('invalid_body', { errors: [{ pointer: '/template', code: 'unknown_template', message }] })
  }
  const id = request.id ?? slugOf(request.name)
  const flow: Flow = { ...template.flow, id, name: request.name }
  // A template without a launcher is a form, and the page it stands in decides where.
  const bubble: Placement = { surface: 'bubble', shape: 'chat', ...(flow.targeting && { when: flow.targeting }) }
  await deps.store.write(async trx => {
    const site = await trx
      .selectFrom('sites')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .$if(request.siteId !== undefined, query => query.where('id', '=', request.siteId ?? ''))
      .orderBy('created_at')
      .orderBy('id')
      .executeTakeFirst()
    if (!site) throw new ApiError('not_found')
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('flows')
      .values({
        workspace_id: workspaceId,
        id,
        site_id: site.id,
        draft_flow_json: JSON.stringify(flow),
        draft_model_json: JSON.stringify(request.model ?? template.model),
        draft_routing_json: JSON.stringify(
          request.routing ?? defaultRouting({ owner: { id: 'owner', ...request.owner } }),
        ),
        draft_version: 1,
        placement_json: placementJson([], flow.launcher ? [bubble] : []),
        live_release_id: null,
        created_at: deps.now(),
        updated_at: deps.now(),
      })
      .onConflict(conflict => conflict.columns(['workspace_id', 'id']).doNothing())
      .executeTakeFirstOrThrow()
    if (!numInsertedOrUpdatedRows) throw new ApiError('conflict', { detail: 'A flow with this id is there already.' })
  })
  return { id, version: 1 }
}

/** `Pricing page (EU)` → `pricing-page-eu`; a name without Latin letters gives `flow`. */
function slugOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  return slug.replace(/-+$/, '') || 'flow'
}
