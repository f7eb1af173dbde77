import type { Deps } from '#server/deps.ts'
import { loadSiteSettings, saveSiteSettings } from '#server/publishing/site-settings.ts'

/**
 * Tallybarn as an earlier run left it in this database, or null when the database is fresh. Throws when the database
 * holds anything else: the demo does not mix its made-up leads with real ones.
 */
export async function findTallybarn(
  deps: Pick<Deps, 'store' | 'config'>,
): Promise<{ workspaceId: string; siteKey: string } | null> {
  const workspaces = await deps.store.db.selectFrom('workspaces').select(['id']).orderBy('created_at').execute()
  const [first] = workspaces
  if (!first) return null
  const site = await loadSiteSettings(deps.store.db, deps.config, first.id)
  const told = await deps.store.db
    .selectFrom('destinations')
    .select('id')
    .where('workspace_id', '=', first.id)
    .executeTakeFirst()
  if (site.name !== SITE_NAME)
    throw new Error('This database is not the demo’s. Give the demo a data folder of its own.')
  if (!told) throw new Error('The demo was stopped before its history was told. Empty its data folder and start again.')
  return { workspaceId: first.id, siteKey: site.key }
}

/** What Tallybarn's site is called in Parley. */
export const SITE_NAME = 'tallybarn.example'

/** Lets this run's site use the key of the run before. */
export async function moveSite(
  deps: Pick<Deps, 'store' | 'config'>,
  { workspaceId, siteOrigin }: { readonly workspaceId: string; readonly siteOrigin: string },
): Promise<void> {
  const { name, consent } = await loadSiteSettings(deps.store.db, deps.config, workspaceId)
  await saveSiteSettings(deps, workspaceId, { name, consent, origins: [siteOrigin] })
}
