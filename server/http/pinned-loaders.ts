import { createHash } from 'node:crypto'
import type { SiteConfig } from '#flows/api.ts'
import type { Deps } from '../deps.ts'
import type { LiveSite } from '../publishing/live.ts'

/** A loader whose bytes never change: `/w/{siteKey}@{version}.js`. */
export interface PinnedLoader {
  readonly version: string
  readonly body: string
  /** For the tag's `integrity` attribute. */
  readonly integrity: string
}

/** Stands in the built loader where a site's configuration goes. */
const PLACEHOLDER = '"__PARLEY_CONFIG__"'
const SCRIPT = 'document.currentScript'

/**
 * The loader of a site as code alone: the configuration is fetched when it runs, so that what marketers publish reaches
 * pages that pin it, too. Its bytes follow from the built loader, the site's key and the server's address.
 */
export function pinLoader(loader: string, { site, api }: Pick<SiteConfig, 'site' | 'api'>): PinnedLoader {
  // A script knows its own tag only while it runs first, not once the configuration is there.
  const code = loader.replaceAll(SCRIPT, 'parleyTag').replace(PLACEHOLDER, () => 'parleyConfig')
  const url = JSON.stringify(`${api}/v1/sites/${site}`)
  const body = `(function(parleyTag){fetch(${url}).then(function(r){return r.json()}).then(function(parleyConfig){if(parleyConfig.entry){${code}
}}).catch(function(){})})(${SCRIPT})`
  return { body, version: versionOf(body), integrity: `sha384-${createHash('sha384').update(body).digest('base64')}` }
}

/** The pinned loader with this version, however old, or null. The current one is kept from the first time it is asked for. */
export async function findPinned(
  deps: Pick<Deps, 'store' | 'now'>,
  site: Pick<LiveSite, 'workspaceId' | 'id'>,
  wanted: { readonly version: string; readonly current: PinnedLoader },
): Promise<string | null> {
  const { version, current } = wanted
  const row = await deps.store.db
    .selectFrom('loader_versions')
    .select('body')
    .where('workspace_id', '=', site.workspaceId)
    .where('site_id', '=', site.id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (row || version !== current.version) return row?.body ?? null
  await deps.store.write(trx =>
    trx
      .insertInto('loader_versions')
      .values({
        workspace_id: site.workspaceId,
        site_id: site.id,
        version,
        body: current.body,
        created_at: deps.now(),
      })
      .onConflict(conflict => conflict.columns(['workspace_id', 'site_id', 'version']).doNothing())
      .execute(),
  )
  return current.body
}

function versionOf(body: string): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22)
}
