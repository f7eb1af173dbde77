import type { Kysely } from 'kysely'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import { isPostgres } from '../store/is-postgres.ts'
import type { Database } from '../store/schema.ts'
import { forgetSourceRules } from './load-source-rules.ts'
import type { SourceRules } from './source-rules.ts'

interface Saved {
  readonly workspaceId: string
  /** The version these rules were made from. */
  readonly version: number
  readonly rules: SourceRules
  readonly actor: { readonly id: string; readonly name: string }
}

/**
 * Sets the source rules of a workspace; new leads are ranked by them at once, those that are there by the source sweep.
 * Throws ApiError `draft_changed` when somebody else saved since `version`.
 */
export async function saveSourceRules(
  deps: Pick<Deps, 'store' | 'now'>,
  { workspaceId, version, rules, actor }: Saved,
): Promise<void> {
  const values = {
    version: version + 1,
    rules_json: JSON.stringify(rules),
    actor: actor.id,
    actor_name: actor.name,
    updated_at: deps.now(),
    sweep_place: '',
  }
  await deps.store.write(async trx => {
    if ((await lockVersion(trx, workspaceId)) !== version) throw new ApiError('draft_changed')
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('source_rules')
      .values({ workspace_id: workspaceId, ...values })
      .onConflict(conflict =>
        conflict.column('workspace_id').doUpdateSet(values).where('source_rules.version', '=', version),
      )
      .executeTakeFirstOrThrow()
    // Somebody else may save at this moment.
    if (!numInsertedOrUpdatedRows) throw new ApiError('draft_changed')
  })
  forgetSourceRules(workspaceId)
}

async function lockVersion(trx: Kysely<Database>, workspaceId: string): Promise<number> {
  const query = trx.selectFrom('source_rules').select('version').where('workspace_id', '=', workspaceId)
  const row = await (isPostgres(trx) ? query.forUpdate() : query).executeTakeFirst()
  return row?.version ?? 0
}
