import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { loadLastTest } from '../models/last-test.ts'
import type { Database } from '../store/schema.ts'
import type { Draft } from './draft.ts'
import type { Revisions } from './draft-revisions.ts'
import type { FlowKey } from './flow-row.ts'

export interface PublishedRelease extends Revisions {
  readonly id: string
  readonly number: number
}

interface NewRelease extends FlowKey {
  readonly draft: Pick<Draft, 'flow' | 'model' | 'routing'>
  /** What the parts go by (`revisionsOf`). */
  readonly revisions: Revisions
  readonly note?: string
  /** Id of the user, or `system`. */
  readonly by: string
}

/** Freezes the parts as revisions and stores the next release that names them, in the caller's unit. It is not live yet. */
export async function insertRelease(
  trx: Kysely<Database>,
  deps: Pick<Deps, 'now' | 'newId'>,
  { workspaceId, flowId, draft, revisions, note, by }: NewRelease,
): Promise<PublishedRelease> {
  const parts = (['flow', 'model', 'routing'] as const).map(kind => {
    return { kind, id: revisions[`${kind}Revision`], body: draft[kind] }
  })
  const at = deps.now()
  await trx
    .insertInto('revisions')
    .values(
      parts.map(({ kind, id, body }) => ({
        workspace_id: workspaceId,
        id,
        kind,
        body_json: JSON.stringify(body),
        created_at: at,
      })),
    )
    .onConflict(conflict => conflict.columns(['workspace_id', 'id']).doNothing())
    .execute()
  const last = await trx
    .selectFrom('releases')
    .select(eb => eb.fn.max('number').as('number'))
    .where('workspace_id', '=', workspaceId)
    .where('flow_id', '=', flowId)
    .executeTakeFirst()
  const release = {
    id: deps.newId(),
    number: Number(last?.number ?? 0) + 1,
    ...revisions,
  }
  const tested = await loadLastTest(trx, { workspaceId, flowId, revision: release.modelRevision })
  await trx
    .insertInto('releases')
    .values({
      workspace_id: workspaceId,
      id: release.id,
      flow_id: flowId,
      number: release.number,
      flow_revision: release.flowRevision,
      model_revision: release.modelRevision,
      routing_revision: release.routingRevision,
      note: note ?? '',
      created_by: by,
      created_at: at,
      retired_at: null,
      tested_json: tested && JSON.stringify(tested),
    })
    .execute()
  return release
}
