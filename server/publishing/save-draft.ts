import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Draft } from './draft.ts'
import { type FlowKey, livePlacementOf, lockFlowRow, placementJson } from './flow-row.ts'

/**
 * Stores a parsed draft over version `version` and returns its new version. Nothing of it is live.
 * Throws ApiError `not_found`, `draft_changed` when somebody saved in between, `flow_invalid` when the flow names another id.
 */
export async function saveDraft(
  deps: Pick<Deps, 'store' | 'now'>,
  save: FlowKey & { readonly version: number; readonly draft: Draft },
): Promise<{ version: number; updatedAt: number }> {
  const { workspaceId, flowId, version, draft } = save
  if (draft.flow.id !== flowId) {
    const message = 'The id of a flow does not change.'
    throw new ApiError('flow_invalid', { errors: [{ pointer: '/flow/id', code: 'id_changed', message }] })
  }
  const updatedAt = deps.now()
  await deps.store.write(async trx => {
    const row = await lockFlowRow(trx, deps.store.engine, save)
    if (row.draft_version !== version) throw new ApiError('draft_changed')
    await trx
      .updateTable('flows')
      .set({
        draft_flow_json: JSON.stringify(draft.flow),
        draft_model_json: JSON.stringify(draft.model),
        draft_routing_json: JSON.stringify(draft.routing),
        draft_version: version + 1,
        placement_json: placementJson(livePlacementOf(row), draft.placement),
        updated_at: updatedAt,
      })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', flowId)
      .execute()
  })
  return { version: version + 1, updatedAt }
}
