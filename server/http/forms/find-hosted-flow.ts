import type { Deps } from '../../deps.ts'
import { ApiError } from '../../errors.ts'
import { type LiveFlow, type LiveSite, loadSiteOf } from '../../publishing/live.ts'
import { findSite } from '../public/site-routes.ts'

/** A live flow with the site it runs on. */
export interface HostedFlow {
  readonly site: LiveSite
  readonly flow: LiveFlow
  /** The company behind it. */
  readonly company: string
}

/**
 * The live flow with this id: of the site with this key, or of the only workspace that has one of this name.
 * Throws `not_found`.
 */
export async function findHostedFlow(
  deps: Pick<Deps, 'store'>,
  { id, key }: { readonly id: string; readonly key?: string | undefined },
): Promise<HostedFlow> {
  const site = key === undefined ? await onlySite(deps, id) : await findSite(deps, key)
  const flow = site?.flows.find(one => one.id === id)
  if (!site || !flow) throw new ApiError('not_found', { detail: 'There is no form with this address.' })
  return { site, flow, company: await companyOf(deps, site) }
}

async function onlySite({ store }: Pick<Deps, 'store'>, id: string): Promise<LiveSite | null> {
  // Not every text can be looked up: Postgres fails at NUL.
  if (!/^[a-z][a-z0-9_-]{0,62}$/.test(id)) return null
  const [flow, ...others] = await store.db
    .selectFrom('flows')
    .select(['workspace_id', 'site_id'])
    .where('id', '=', id)
    .where('live_release_id', 'is not', null)
    .limit(2)
    .execute()
  return flow && others.length === 0 ? await loadSiteOf(store.db, flow.workspace_id, flow.site_id) : null
}

async function companyOf({ store }: Pick<Deps, 'store'>, { workspaceId }: LiveSite): Promise<string> {
  const { name } = await store.db
    .selectFrom('workspaces')
    .select('name')
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow()
  return name
}
