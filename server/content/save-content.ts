import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { type ContentList, forgetContent, loadContent } from './load-content.ts'

/**
 * Sets what pages and files of a workspace are; leads who looked at any are scored anew afterwards (`startContentSweep`).
 * Throws ApiError `draft_changed` when somebody else saved since `version`.
 */
export async function saveContent(
  deps: Pick<Deps, 'store' | 'now'>,
  { workspaceId, version, items }: ContentList & { readonly workspaceId: string },
): Promise<ContentList> {
  const saved: ContentList = { version: version + 1, items }
  const saying = {
    version: saved.version,
    items_json: JSON.stringify(items),
    updated_at: deps.now(),
  }
  await deps.store.write(async trx => {
    const anybody = await trx
      .selectFrom('leads')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .limit(1)
      .execute()
    const values = { ...saying, swept_to: anybody.length > 0 ? '' : null }
    const before = await loadContent(trx, workspaceId)
    if (before.version !== version) throw new ApiError('draft_changed')
    const done =
      version === 0
        ? await trx
            .insertInto('content_settings')
            .values({ workspace_id: workspaceId, ...values })
            // Somebody else may save at this moment.
            .onConflict(conflict => conflict.column('workspace_id').doNothing())
            .executeTakeFirst()
        : await trx
            .updateTable('content_settings')
            .set(values)
            .where('workspace_id', '=', workspaceId)
            .where('version', '=', version)
            .executeTakeFirst()
    const changed = 'numUpdatedRows' in done ? done.numUpdatedRows : (done.numInsertedOrUpdatedRows ?? 0n)
    if (changed === 0n) throw new ApiError('draft_changed')
  })
  forgetContent(workspaceId)
  return saved
}
