import type { Deps } from '../deps.ts'
import { insertSite } from './create-site.ts'

/** A fixed id, so that servers that start together on one fresh database make one workspace. */
const FIRST_WORKSPACE = '00000000-0000-7000-8000-000000000001'

/** Gives a fresh database its workspace and site, once; returns the first workspace of any database. */
export async function ensureWorkspace(
  deps: Pick<Deps, 'store' | 'now' | 'newId' | 'randomBytes'>,
): Promise<{ id: string }> {
  const existing = await deps.store.db
    .selectFrom('workspaces')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (existing) return existing
  await deps.store.write(async trx => {
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('workspaces')
      .values({ id: FIRST_WORKSPACE, name: 'Default', created_at: deps.now() })
      .onConflict(conflict => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows)
      await insertSite(trx, deps, { workspaceId: FIRST_WORKSPACE, name: 'Website', origins: [] })
  })
  return { id: FIRST_WORKSPACE }
}
