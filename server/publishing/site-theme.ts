import type { Kysely } from 'kysely'
import type { Theme } from '#flows/theme/theme.ts'
import type { Deps } from '../deps.ts'
import { ApiError } from '../errors.ts'
import type { Database } from '../store/schema.ts'
import { invalidateLive } from './live.ts'

/** The theme of the workspace's site, its oldest; null = the usual look. Throws ApiError `not_found`. */
export async function loadSiteTheme(db: Kysely<Database>, workspaceId: string): Promise<Theme | null> {
  const { theme_json } = await findSite(db, workspaceId)
  return theme_json === null ? null : (JSON.parse(theme_json) as Theme) // written by `saveSiteTheme` only, from a parsed theme
}

/** Stores a theme, or null for the usual look; on every page within a minute. Throws ApiError `not_found`. */
export async function saveSiteTheme(
  { store }: Pick<Deps, 'store'>,
  workspaceId: string,
  theme: Theme | null,
): Promise<void> {
  const { id } = await findSite(store.db, workspaceId)
  await store.write(trx =>
    trx
      .updateTable('sites')
      .set({ theme_json: theme && JSON.stringify(theme) })
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', id)
      .execute(),
  )
  invalidateLive(workspaceId)
}

async function findSite(db: Kysely<Database>, workspaceId: string) {
  const row = await db
    .selectFrom('sites')
    .select(['id', 'theme_json'])
    .where('workspace_id', '=', workspaceId)
    .orderBy('created_at')
    .orderBy('id')
    .executeTakeFirst()
  if (!row) throw new ApiError('not_found')
  return row
}
